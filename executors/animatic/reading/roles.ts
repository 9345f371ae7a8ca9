import type { Figure } from '../scene.ts';

type Look = {
  readonly garment?: Figure['garment'];
  readonly head?: Figure['head'];
  readonly build?: Figure['build'];
  readonly beard?: true;
  readonly carries?: string;
};

/** `garment head build more`, then the nouns that are dressed so. A dash leaves a part to chance. */
const lines = `
long-coat peaked adult beard carries=icon:old-lantern: keeper, lighthouse keeper, watchman, nightwatchman, caretaker
- - adult: person, human, character, hero, protagonist, stranger, figure, someone, somebody, traveller, traveler, passenger, visitor, guest, neighbour, neighbor, customer, owner, worker, friend, survivor, citizen, local, narrator, host, people, villager, crowd, team, couple, family, everyone, colleague, parent, adult, patient, student, teenager, artist, photographer, filmmaker, director, writer, author, poet, journalist, reporter, programmer, developer, designer, engineer, inventor, scientist, researcher, runner, athlete, dancer, singer, musician, actor, shopkeeper, merchant, seller, vendor, trader, clerk, barista, waiter, librarian, teacher, professor, lawyer, boss, manager, tourist, gardener, tailor, baker, potter, driver, pilot, spy, thief, burglar, refugee, player, climber, skater, surfer, swimmer, cyclist, lover, twin, orphan, fan, speaker, volunteer, leader, guide, explorer, adventurer, hiker, backpacker, wanderer, nomad
dress long adult: woman, lady, girlfriend, wife, sister, heroine, actress, waitress, saleswoman, businesswoman, girl's mother, aunt
coat short adult: man, guy, gentleman, boyfriend, husband, brother, fellow, businessman, salesman, uncle
dress bun adult: mother, mum, mom, housewife
shirt short broad: father, dad
dress ponytail child: girl, daughter, granddaughter, schoolgirl, niece
hoodie short child: boy, son, grandson, schoolboy, nephew, lad
- - child: child, kid, pupil, youngster, children
shirt curly toddler: toddler, baby, infant
dress bun elder: grandmother, grandma, granny, old woman, elderly woman, old lady, widow
coat cap elder beard carries=staff:cane: grandfather, grandpa, old man, elderly man, elder, hermit, pensioner
long-coat fedora adult: detective, inspector, investigator, private eye, gangster, spymaster, mobster, mysterious man
suit short adult: groom, butler, agent, politician, banker, president, businessperson, investor
gown veil adult: bride
spacesuit visor adult: astronaut, cosmonaut, spacewoman, spaceman, space explorer
shirt visor adult: diver, scuba diver, aquanaut
cape crown broad beard: king, emperor, ruler, monarch, pharaoh, sultan
gown tiara adult: queen, princess, empress, fairy queen
cape crown adult: prince
armour helmet adult carries=icon:broadsword: knight, warrior, soldier, gladiator, guard, crusader, paladin, viking, samurai, fighter, spartan
robe wizard elder beard carries=staff:wand: wizard, sorcerer, magician, mage, druid, merlin
robe wizard adult carries=staff:broom: witch, sorceress, enchantress
robe hood adult: monk, priest, nun, hooded figure, cultist, ghostly figure, reaper, pilgrim, assassin, ninja, rogue
coat tricorn adult beard: pirate, buccaneer, corsair
long-coat peaked adult beard: captain, admiral, commander, skipper, officer, general, conductor, lighthouse captain
coat beanie adult beard: sailor, fisherman, mariner, seaman, deckhand, fisher, lumberjack, woodcutter, woodsman
apron toque adult: chef, cook, pastry chef
shirt straw adult carries=staff:pitchfork: farmer, peasant, villager woman, harvester, scarecrow maker, rice farmer
long-coat cowboy adult: cowboy, rancher, gunslinger, sheriff, cowgirl, outlaw, bandit
shirt hard-hat broad: builder, miner, bricklayer, construction worker, mechanic, plumber, carpenter, blacksmith, labourer
coat helmet broad: firefighter, fireman, rescuer
suit peaked adult: police officer, policeman, policewoman, cop, constable, postman, mailman, stationmaster, chauffeur
long-coat short adult: doctor, surgeon, physician, dentist, chemist
dress cap adult: nurse, paramedic, vet
robe turban adult: merchant of the desert, camel driver, caravan leader, bedouin, berber, desert traveller, caravaneer
robe hood adult carries=staff:crook: shepherd, goatherd, herder, shepherdess
cape short adult: superhero, vampire, dracula, count
gown bun adult: ballerina, ballet dancer
suit - adult carries=icon:violin: violinist, fiddler, cellist
shirt - adult carries=icon:guitar: guitarist, troubadour, busker
suit - adult carries=icon:trumpet: trumpeter
suit - adult: pianist, drummer, saxophonist, orchestra, band, choir
shirt beret adult: painter, mime
suit top-hat adult: ringmaster, illusionist, gentleman thief, conjurer
dress curly adult: clown, jester
cape feather adult: chief, native, archer, robin hood, elf
coat beanie adult: hunter, huntress, ranger, trapper
hoodie beanie adult: skateboarder, rapper, hacker, delivery driver, courier, graffiti artist
robe bald child: alien, extraterrestrial, martian
robe bald adult: buddha, giant baby
`;

function readLine(line: string): readonly (readonly [string, Look])[] {
  const [, garment = '-', head = '-', build = 'adult', more = '', nouns = ''] = /^(\S+) (\S+) ([a-z]+)(.*?): (.+)$/.exec(line) ?? [];
  const carries = /carries=(\S+)/.exec(more)?.[1];
  const look: Look = {
    build: build as Figure['build'],
    ...(garment !== '-' && { garment: garment as Figure['garment'] }),
    ...(head !== '-' && { head: head as Figure['head'] }),
    ...(/\bbeard\b/.test(more) && { beard: true as const }),
    ...(carries && { carries }),
  };
  return nouns.split(',').map((noun) => [noun.trim(), look] as const);
}

/** Nouns that name a person, with what is certain of their looks. */
export const roles: ReadonlyMap<string, Look> = new Map(lines.trim().split('\n').flatMap(readLine));

/** Nouns that mean several people at once, and how many are drawn. */
export const groups: Readonly<Record<string, number>> = {
  caravan: 3,
  crowd: 5,
  people: 4,
  team: 4,
  orchestra: 4,
  band: 4,
  choir: 5,
  couple: 2,
  family: 3,
  everyone: 4,
  army: 5,
  audience: 4,
  twins: 2,
  children: 3,
};
