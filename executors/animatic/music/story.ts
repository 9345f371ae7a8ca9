import type { musicMoods } from '#nodes/steps.ts';
import type { Shot } from '#nodes/values.ts';
import { moodIn } from '../planning/moods.ts';
import { readPrompt } from '../prompt-lines.ts';

/** How a stretch of film asks the music to feel, in seconds from the beginning. `energy` goes from 0 to 1. */
export type Section = {
  readonly start: number;
  readonly end: number;
  /** Minor colours for what is hard, else the colours of the piece. */
  readonly dark: boolean;
  readonly energy: number;
  /** The words of the shot, with its setting behind them, for the sounds of weather and sea. */
  readonly words: string;
  readonly setting: string;
};

export type MusicMood = Exclude<(typeof musicMoods)[number], 'auto'>;

const energies: Readonly<Record<string, number>> = {
  dawn: 0.6,
  day: 0.5,
  dusk: 0.42,
  night: 0.34,
  storm: 0.9,
  fire: 0.85,
  rain: 0.45,
  snow: 0.36,
  fog: 0.3,
};
const hard =
  /\b(storms?|battle|fights?|fighting|chas\w+|attack\w*|danger\w*|enem\w+|monsters?|escap\w+|flees?|crash\w*|sinks?|sinking|war|dies|death|lost|fear)\b/i;

/** What words make the piece as a whole; the first that is found wins. */
const tellers: readonly (readonly [MusicMood, RegExp])[] = [
  ['playful', /\b(playful|funny|comic|puppy|kitten|circus|birthday|toys?|cartoon|silly|party|children)\b/i],
  ['epic', /\b(epic|heroic|battle|army|armies|dragons?|empire|warriors?|kings?|queens?|triumph\w*|victory|legend\w*)\b/i],
  ['sad', /\b(sad|funeral|mourn\w*|tears|cries|crying|grie\w+|farewell|lonely|loss|widow\w*|dies)\b/i],
  [
    'mysterious',
    /\b(myster\w+|secret|ghosts?|haunted|fog|mist|detective|forest at night|dreams?|strange|hidden|witch\w*|space|planet|moon)\b/i,
  ],
  ['tense', /\b(tense|thriller|chase|heist|bomb|spy|escape|countdown|horror|murder)\b/i],
  ['warm', /\b(warm|love|family|home|friends?|grandmother|kitchen|together|smiles?|wedding|coffee|bakery?)\b/i],
  ['calm', /\b(calm|quiet|peace\w*|gentle|sea|ocean|lake|garden|morning|sleep\w*|slow)\b/i],
];

/** The mood of the whole: what was asked for, else what the words tell, else warm. */
export function musicMoodOf(asked: MusicMood | 'auto', words: string): MusicMood {
  if (asked !== 'auto') return asked;
  return tellers.find(([, test]) => test.test(words))?.[0] ?? 'warm';
}

/** The stretches of a film of `seconds`: one for each shot; without shots, one for all. */
export function sectionsOf(shots: readonly Shot[], prompt: string, seconds: number): Section[] {
  if (shots.length === 0) return [{ start: 0, end: seconds, words: prompt, setting: '', ...feelOf(prompt, moodIn(prompt)) }];
  const planned = shots.reduce((sum, shot) => sum + shot.seconds, 0);
  let at = 0;
  return shots.map((shot) => {
    const start = at;
    at += (shot.seconds * seconds) / planned;
    const { beat, setting = '' } = readPrompt(shot.prompt);
    const words = `${shot.title ?? ''} ${beat} ${shot.narration ?? ''}`;
    return { start, end: at, words, setting, ...feelOf(words, shot.mood ?? moodIn(words)) };
  });
}

function feelOf(words: string, mood: string | undefined): { dark: boolean; energy: number } {
  const dark = mood === 'storm' || mood === 'fire' || hard.test(words);
  const energy = energies[mood ?? 'day'] ?? 0.5;
  return { dark, energy: dark ? Math.max(0.7, energy) : energy };
}

/** The section that sounds at this moment. */
export function sectionAt(sections: readonly Section[], seconds: number): Section | undefined {
  return sections.find(({ end }) => seconds < end) ?? sections.at(-1);
}
