/** The light and weather of a shot, in the one word that pictures and music follow. */
export const moods = ['dawn', 'day', 'dusk', 'night', 'storm', 'rain', 'snow', 'fog', 'fire'] as const;
export type Mood = (typeof moods)[number];

/** Words that tell a mood, in the order in which they win. Beside English, the plainest word of other languages. */
const tells: readonly (readonly [Mood, RegExp])[] = [
  [
    'storm',
    /\b(storms?|stormy|thunder\w*|lightning|tempest|hurricane|gale|typhoon|tormenta|tempestad|tempête|orage|sturm|gewitter|tempesta|tempestade|fırtına)\b|嵐|暴风|暴風|台风|폭풍|عاصفة|гроз|шторм|буря|तूफ़?ान/iu,
  ],
  [
    'fire',
    /\b(on fire|wildfires?|flames?|burning|blaze|inferno|lava|volcano|explo(?:des?|sion)|fuego|incendio|feuer|incendie)\b|火事|火灾|불길|حريق|пожар/iu,
  ],
  ['snow', /\b(snow\w*|blizzard|winter|ice|icy|frozen|nieve|neige|schnee|neve)\b|雪|눈보라|ثلج|снег/iu],
  ['rain', /\b(rain\w*|drizzle|downpour|lluvia|pluie|regen|pioggia|chuva)\b|雨|비가|مطر|дожд/iu],
  ['fog', /\b(fog\w*|mist|misty|haze|hazy|niebla|brouillard|nebel|nebbia)\b|霧|雾|안개|ضباب|туман/iu],
  [
    'dawn',
    /\b(dawn|sunrise|daybreak|morning|wak(?:es?|ing)|amanecer|aube|matin|morgen|alba|mattina)\b|朝|夜明け|早晨|아침|فجر|صباح|утр|рассвет/iu,
  ],
  [
    'dusk',
    /\b(dusk|sunset|twilight|evening|golden hour|atardecer|crépuscule|soir|abend|tramonto|sera)\b|夕|黄昏|저녁|غروب|مساء|вечер|закат/iu,
  ],
  [
    'night',
    /\b(nights?|midnight|moon\w*|stars?|starlit|dark(?:ness)?|neon|dreams?|ghosts?|asleep|sleeps?|noche|nuit|nacht|notte|noite)\b|夜|밤|ليل|ноч|रात/iu,
  ],
  [
    'day',
    /\b(days?|noon|midday|afternoon|sun|sunny|sunlight|bright|summer|daylight|mittag|sommer|mediodía|midi)\b|昼|中午|正午|نهار|день/iu,
  ],
];

/** Words after which the sky clears. */
const relief =
  /\b(saved|safe(?:ly)?|rescue[ds]?|home|hope\w*|free(?:dom)?|peace|reunited?|reunites|reach(?:es)?|arrives?|survives?|wins?|victory|smiles?|hug\w*|celebrat\w*|together)\b/i;
const weather: ReadonlySet<Mood> = new Set(['storm', 'rain', 'fog', 'fire']);

const firstLight: readonly (readonly [RegExp, Mood])[] = [
  [/\b(space|planet|galaxy|rocket|spaceship|astronaut|club|cyberpunk|vampires?)\b/i, 'night'],
  [/\b(lighthouse|harbou?r|sea|ocean|ship|castle|lonely|alone|last)\b/i, 'dusk'],
];

/** The mood that a text tells by itself, or nothing. */
export function moodIn(text: string): Mood | undefined {
  return tells.find(([, test]) => test.test(text))?.[0];
}

/** Moods that hold for a whole sentence and not only for the words that tell them. */
const lasting: ReadonlySet<Mood> = new Set(['dawn', 'day', 'dusk', 'night', 'rain', 'snow', 'fog']);

/** One share of a brief and the sentence in which it begins. */
type Told = { readonly text: string; readonly sentence: string };

/**
 * One mood a share, in order. What a share does not tell it takes over from its sentence, else from the share before;
 * after bad weather, words of relief bring the dawn. The film opens in the light that suits the brief.
 */
export function moodsOf(shares: readonly Told[], brief: string): Mood[] {
  let mood: Mood = firstLight.find(([test]) => test.test(brief))?.[1] ?? 'day';
  return shares.map(({ text, sentence }) => {
    const around = moodIn(sentence);
    const told = moodIn(text) ?? (around && lasting.has(around) ? around : undefined);
    if (told) mood = told;
    else if (weather.has(mood) && relief.test(text)) mood = 'dawn';
    return mood;
  });
}
