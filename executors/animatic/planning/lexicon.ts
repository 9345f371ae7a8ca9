/** English heads of noun phrases that name somebody or something that can act. */
export const actors: ReadonlySet<string> = new Set(
  `actor actress alien android angel ape artist assassin astronaut athlete aunt baby baker ballerina band bandit bartender bear bee beekeeper
  biker bird blacksmith boat boxer boy bride brother builder bull bus businessman businesswoman butler butterfly captain car cat chef
  chemist child children clerk clown coach cook couple cow cowboy crab crew crow crowd customer cyclist dad dancer daughter deer
  designer detective diver doctor dog dolphin dragon dreamer driver drone drummer duck eagle elephant elf engineer explorer fairy family farmer
  father ferry fighter firefighter fisherman fishermen fish fox friend frog gardener general ghost giant girl goat goddess grandfather grandma grandmother
  grandpa guard guide guitarist hacker hawk hero heroine hiker horse host hunter husband inventor jogger journalist judge keeper kid king kitten
  knight lady leader lion lover machine magician maid man mechanic men mermaid merchant messenger miner monk monkey monster mother mouse
  musician neighbour neighbor nun nurse officer old-timer orphan owl owner painter parent passenger penguin people philosopher photographer pianist
  pig pilot pirate player poet police policeman policewoman postman potter priest prince princess prisoner professor puppy queen rabbit
  racer ranger raven reporter rider robot rocket runner sailor salesman santa scientist sculptor seal secretary shark sheep shepherd ship shopkeeper singer
  sister skater skier snake soldier son spaceship spider spy squirrel stranger student submarine superhero surfer surgeon swimmer tailor teacher team
  teenager thief tiger tourist toddler tortoise tractor train trainer traveller traveler truck turtle twin twins uncle vampire vendor villager violinist waiter
  waitress warrior watchmaker weaver whale wife wizard witch wolf woman women worker writer zombie`.split(/\s+/),
);

/** English heads that name a place. */
export const places: ReadonlySet<string> = new Set(
  `airport alley apartment arena attic bakery balcony bar barn basement bathroom battlefield bay beach bedroom bridge bookshop cabin cafe café camp canyon
  castle cathedral cave cemetery church circus city classroom cliff coast coastline countryside courtroom courtyard cottage desert diner dock downtown dungeon
  factory farm field fields fjord forest fortress gallery garage garden gym harbour harbor hall hallway hill hills hospital hotel house hut island jungle kitchen laboratory lab
  lagoon lake library lighthouse market marketplace meadow metropolis moon mountain mountains museum neighbourhood neighborhood night-club nightclub ocean office orchard palace park path
  planet plains port pool prairie pub quarry rainforest reef restaurant river riverbank road rooftop ruins savannah school sea seaside shed shipyard
  shop shore skyline space stadium stage station store street streets studio suburb subway swamp temple tavern theatre theater town tower tundra tunnel valley
  vineyard village volcano warehouse waterfall wharf wood woods workshop world zoo`.split(/\s+/),
);

/** Where somebody or something is at home when the brief names no place. */
export const homes: readonly (readonly [RegExp, string])[] = [
  [
    /\b(ships?|sailors?|boats?|pirates?|mermaids?|whales?|sharks?|dolphins?|submarines?|fisherm[ae]n|waves?|sail(?:s|ing)?)\b/i,
    'the open sea',
  ],
  [/\b(astronauts?|spaceships?|rockets?|galax(?:y|ies)|asteroids?|orbit)\b/i, 'outer space'],
  [/\b(chefs?|cooks?|bakers?)\b/i, 'a kitchen'],
  [/\b(farmers?|tractors?|shepherds?|harvest)\b/i, 'farmland'],
  [/\b(climbers?|skiers?|summit)\b/i, 'the mountains'],
  [/\b(doctors?|nurses?|surgeons?)\b/i, 'a hospital'],
];

/** Nouns that name a time, weather, a feeling or a part of telling, and so are never the subject to look at. */
export const unseen: ReadonlySet<string> = new Set(
  `day days night nights morning evening afternoon noon midnight dawn dusk sunrise sunset week weeks month year years hour hours minute minutes moment time times
  summer winter spring autumn fall today tomorrow yesterday storm rain snow wind fog mist thunder lightning weather sun light darkness love hope fear
  joy grief life death way end beginning story film video scene shot part side top bottom front back middle first last one thing things everything nothing
  something someone everyone nobody somebody it`.split(/\s+/),
);
