import { moodIn } from '../planning/moods.ts';
import type { Ground, Mood, Weather } from '../scene.ts';

/** Words that tell where it is; the first line that fits wins. */
const groundWords: readonly (readonly [Ground, RegExp])[] = [
  [
    'underwater',
    /\b(underwater|seabed|sea ?floor|coral|reef|ocean floor|beneath the (?:waves|sea|surface)|under the sea|deep sea|depths of the (?:sea|ocean))\b/,
  ],
  ['ship-deck', /\b(on (?:the )?deck|deck of|aboard|on board (?:a|the) (?:ship|boat|vessel)|ship's deck)\b/],
  [
    'spaceship',
    /\b(inside (?:a|the) (?:spaceship|rocket|spacecraft|space station)|cockpit|(?:space ?ship|spacecraft|starship)'?s? bridge|space station|airlock|control room)\b/,
  ],
  [
    'planet',
    /\b(mars|martian|moon's surface|lunar|(?:on|across) the moon|alien (?:planet|world)|planet's surface|(?:red|distant|strange|unknown|another) planet|craters?)\b/,
  ],
  [
    'space',
    /\b(outer space|in space|into space|deep space|galax(?:y|ies)|orbit|orbits|zero gravity|milky way|universe|spacewalk|through space|space)\b/,
  ],
  ['kitchen', /\b(kitchen|bakery|stove|oven|counter|diner|canteen)\b/],
  [
    'study',
    /\b(library|study|office|bookshop|bookstore|classroom|blackboard|chalkboard|lesson|pupils|school room|archive|laborator(?:y|ies)|lab|workshop|attic|desk|school)\b/,
  ],
  ['stage', /\b(stage|theatre|theater|concert|opera house|auditorium|ballroom|spotlight|circus|nightclub)\b/],
  [
    'hall',
    /\b(throne room|great hall|hall|palace interior|inside (?:the|a) (?:castle|palace|church|temple|cathedral|museum)|museum|gallery|ballroom|courtroom|station hall)\b/,
  ],
  ['cave', /\b(caves?|cavern|grotto|tunnel|mine|dungeon|underground)\b/],
  [
    'room',
    /\b(living room|bedroom|room|apartment|flat|house interior|inside (?:a|the|his|her|their) (?:house|home|cottage|cabin)|indoors|hotel|parlou?r|nursery|hospital|cafe|restaurant|bar|pub|tavern|at home|sofa|couch|armchair|fireplace|in bed|bed|hallway|corridor|window|curtains?|carpet|dining table|doorway)\b/,
  ],
  ['studio', /\b(studio|product shot|packshot|white background|plain background|pedestal|on a table|on the table)\b/],
  ['market', /\b(market|bazaar|souk|fair|market ?place|stalls?)\b/],
  [
    'coast',
    /\b(beach|shore|coast|coastline|seaside|harbou?r|port|pier|dock|docks|quay|cliffs?|bay|island|lighthouse by the sea|by the sea|tide|dunes by the sea|headland|water's edge)\b/,
  ],
  ['sea', /\b(sea|ocean|(?:the|big|high|giant|great|wild|stormy) waves?|waves (?:crash|break|roll)|at sea|high seas|open water)\b/],
  ['river', /\b(river|lake|pond|stream|canal|swamp|wetlands|fjord|lagoon|waterfall|riverbank)\b/],
  ['desert', /\b(desert|dunes?|sahara|oasis|sands|savannah?|canyon|caravan)\b/],
  ['jungle', /\b(jungle|rainforest|tropical forest)\b/],
  ['forest', /\b(forests?|woods|woodland|trees|grove|wood|pines)\b/],
  ['mountains', /\b(mountains?|peaks?|summit|alps|himalayas?|ridge|mountainside|volcano)\b/],
  [
    'snow',
    /\b(snow(?:y|field|storm)?|tundra|arctic|antarctic|north pole|south pole|glacier|ice|icy|frozen|blizzard|ski slope|winter landscape)\b/,
  ],
  ['farm', /\b(farm|fields?|wheat|harvest|barn|vineyard|orchard|ranch|countryside|crops|savanna|prairie)\b/],
  ['garden', /\b(garden|park|backyard|lawn|playground|picnic|greenhouse|cemetery|graveyard|blossoms?)\b/],
  ['road', /\b(road|highway|motorway|route|freeway|race ?track|drives?|driving)\b/],
  ['street', /\b(streets?|alley|sidewalk|pavement|avenue|square|crosswalk|downtown|bus stop|corner|station|subway|metro)\b/],
  ['city', /\b(city|cities|skyline|skyscrapers?|rooftops?|metropolis|tokyo|new york|london|paris|neon|cyberpunk|town hall|urban)\b/],
  ['village', /\b(village|town|cottages?|hamlet|houses|neighbou?rhood|rooftop)\b/],
  ['sky', /\b(above the clouds|in the clouds|clouds|through the air|in the sky|into the sky|skies|mid-air|flies over|flying)\b/],
  ['hills', /\b(hills?|meadows?|valley|grass|grassland|fields? of flowers|moor|plain|plains|countryside)\b/],
];

/** So many of the lines above tell more than those after them: a market is in a town, a kitchen in a house. */
const telling = groundWords.findIndex(([ground]) => ground === 'coast');

/** Of the others the one that is named first. */
function firstNamed(text: string): Ground | undefined {
  const found = groundWords
    .slice(telling)
    .map(([ground, test]) => ({ ground, at: text.search(test) }))
    .filter(({ at }) => at >= 0);
  return found.reduce<(typeof found)[number] | undefined>((first, one) => (!first || one.at < first.at ? one : first), undefined)?.ground;
}

/** The ground that the words name, or nothing. */
export function groundIn(text: string): Ground | undefined {
  const lower = text.toLowerCase().replace(/’/g, "'").normalize('NFD').replace(/\p{M}/gu, '');
  const found = groundWords.slice(0, telling).find(([, test]) => test.test(lower))?.[0] ?? firstNamed(lower);
  const cold = /\b(snow\w*|blizzard|frozen|icy|arctic)\b/.test(lower);
  if (found && cold && (found === 'forest' || found === 'hills' || found === 'farm' || found === 'mountains')) return 'snow';
  if (found === 'forest' && /\b(mountain|mountains)\b/.test(lower)) return 'mountains';
  return found;
}

const weatherWords: readonly (readonly [Weather, RegExp])[] = [
  ['storm', /\b(storms?|stormy|thunder\w*|lightning|tempest|hurricane|gale|typhoon)\b/],
  ['sand', /\b(sandstorm|dust storm)\b/],
  ['snow', /\b(snow(?:s|ing|y|fall|flakes?|storm)?|blizzard)\b/],
  ['rain', /\b(rain(?:s|ing|y|fall|drops?)?|drizzle|downpour|showers)\b/],
  ['fog', /\b(fog|foggy|mist|misty|haze|hazy|smoke|smoky)\b/],
  ['confetti', /\b(party|birthday|celebrat\w*|carnival|festival|parade|confetti|champions?|new year|graduat\w*)\b/],
  ['petals', /\b(cherry blossoms?|petals|wedding|weds|marr(?:y|ies|ied)|bride)\b/],
  ['embers', /\b(burn(?:s|ing|ed)?|wildfires?|flames|blaze|inferno|on fire|embers|volcano|lava|forge|explod\w*|explosions?)\b/],
  ['wind', /\b(wind|windy|breeze|autumn|leaves fall|falling leaves|gust)\b/],
];

/** The weather that the words name; the mood of the plan may tell it too. */
export function weatherIn(text: string, mood: string | undefined): Weather {
  const lower = text.toLowerCase();
  const said = weatherWords.find(([, test]) => test.test(lower))?.[0];
  if (said) return said;
  const told = mood?.toLowerCase() ?? '';
  return told === 'storm' || told === 'rain' || told === 'snow' || told === 'fog' ? told : told === 'fire' ? 'embers' : 'clear';
}

const feelings: readonly (readonly [Mood, RegExp])[] = [
  ['fire', /\b(burns|burned|burnt|sets? fire|in flames)\b/],
  ['eerie', /\b(ghosts?|haunted|zombies?|horror|creepy|eerie|witch(?:es)?|cursed|nightmare|graveyard|skeletons?|vampires?|monster)\b/],
  ['tender', /\b(love|lovers?|kiss(?:es)?|wedding|bride|romance|romantic|cherry blossoms?|embrace|hug)\b/],
  ['golden', /\b(golden|afternoon|autumn|harvest|late sun|warm light|summer evening|nostalgi\w*)\b/],
];

const outdoorsHome: ReadonlySet<Ground> = new Set(['room', 'kitchen', 'study', 'hall']);

/** The mood of a frame: what the plan says, turned by the place and by what the words feel like. */
export function moodFor(text: string, planned: string | undefined, ground: Ground): Mood {
  const lower = text.toLowerCase();
  const told = (planned?.toLowerCase() ?? moodIn(text)) as string | undefined;
  if (ground === 'underwater') return 'deep';
  if (ground === 'space' || ground === 'spaceship') return 'space';
  if (ground === 'studio') return 'studio';
  if (ground === 'planet') return /\bmoon|lunar\b/.test(lower) ? 'space' : 'mars';
  const dark = /\b(night|midnight|dark)\b/.test(lower);
  if (ground === 'stage') return 'lamplight';
  if (outdoorsHome.has(ground) && (told === 'night' || told === 'rain' || told === 'storm' || dark)) return 'lamplight';
  const felt = feelings.find(([, test]) => test.test(lower))?.[0];
  if (felt === 'eerie' && (told === undefined || told === 'night' || told === 'fog' || told === 'dusk')) return 'eerie';
  if (felt && (told === undefined || told === 'day')) return felt;
  switch (told) {
    case 'rain':
      return dark || ground === 'street' || ground === 'city' ? 'night' : 'storm';
    case 'snow':
      return dark ? 'night' : 'winter';
    case 'day':
      return ground === 'desert' ? 'heat' : ground === 'snow' ? 'winter' : 'day';
    case 'dawn':
    case 'dusk':
    case 'night':
    case 'storm':
    case 'fog':
    case 'fire':
      return told;
    default:
      return usual[ground] ?? 'day';
  }
}

/** The light a place is shown in where nothing else is said. */
const usual: Partial<Record<Ground, Mood>> = {
  sea: 'golden',
  coast: 'golden',
  hills: 'golden',
  desert: 'heat',
  snow: 'winter',
  mountains: 'dawn',
  forest: 'dawn',
  city: 'dusk',
  village: 'golden',
  road: 'golden',
  farm: 'golden',
  river: 'dawn',
  sky: 'golden',
  hall: 'golden',
  study: 'lamplight',
  cave: 'day',
  'ship-deck': 'golden',
};
