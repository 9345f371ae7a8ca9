import { StepError } from '../../errors.ts';
import { languageOf } from '../language.ts';

/** How espeak-ng is asked to speak: its voice, pitch from 0 to 99 and pace in words a minute. */
export type Voice = { readonly id: string; readonly pitch: number; readonly wordsPerMinute: number; readonly language: string };

/** Tags under which espeak-ng 1.51 knows a language by another name. */
const ownTags: Readonly<Record<string, string>> = {
  en: 'en-us',
  'en-au': 'en-gb-x-rp',
  'en-gb': 'en-gb-x-rp',
  zh: 'cmn',
  'zh-hk': 'yue',
  'zh-tw': 'cmn',
  'zh-cn': 'cmn',
  fr: 'fr-fr',
  'fr-ca': 'fr-fr',
  'es-mx': 'es-419',
  'es-ar': 'es-419',
  no: 'nb',
  nn: 'nb',
  vi: 'vi',
  fil: 'es',
  tl: 'es',
};

const spoken: ReadonlySet<string> = new Set(
  'af am an ar as az ba be bg bn bpy bs ca chr-US-Qaaa-x-west cmn cmn-latn-pinyin cs cv cy da de el en-029 en-gb en-gb-scotland en-gb-x-gbclan en-gb-x-gbcwmd en-gb-x-rp en-us en-us-nyc eo es es-419 et eu fa fa-latn fi fr-be fr-ch fr-fr ga gd gn grc gu hak haw he hi hr ht hu hy hyw ia id io is it ja jbo ka kk kl kn ko kok ku ky la lb lfn lt ltg lv mi mk ml mr ms mt my nb nci ne nl nog om or pa pap piqd pl pt pt-br py qdb qu quc qya ro ru ru-lv sd shn si sjn sk sl smj sq sr sv sw ta te th tk tn tr tt ug uk ur uz vi vi-vn-x-central vi-vn-x-south yue'.split(
    ' ',
  ),
);

/** Languages whose syllables espeak-ng draws out at an ordinary pace. */
const quicker: Readonly<Record<string, number>> = { cmn: 1.5, yue: 1.5, vi: 1.2, ja: 1.1 };

type Character = { readonly variant: string; readonly pitch: number; readonly wordsPerMinute: number };
/** Voices by names that say how they sound. */
const characters: Readonly<Record<string, Character>> = {
  auto: { variant: 'm3', pitch: 42, wordsPerMinute: 158 },
  narrator: { variant: 'm3', pitch: 42, wordsPerMinute: 158 },
  woman: { variant: 'f3', pitch: 48, wordsPerMinute: 160 },
  man: { variant: 'm3', pitch: 48, wordsPerMinute: 162 },
  deep: { variant: 'm7', pitch: 34, wordsPerMinute: 152 },
  bright: { variant: 'f2', pitch: 56, wordsPerMinute: 165 },
  old: { variant: 'm1', pitch: 34, wordsPerMinute: 145 },
  young: { variant: 'f4', pitch: 66, wordsPerMinute: 165 },
};

/** The names that `voiceOf` knows. */
const voiceNames: readonly string[] = Object.keys(characters);

/** The language that espeak-ng calls by this BCP 47 tag, or nothing. */
export function spokenTag(language: string): string | undefined {
  const tag = language.toLowerCase().replaceAll('_', '-');
  const candidates = [ownTags[tag], tag, ownTags[tag.split('-')[0] ?? ''], tag.split('-')[0]];
  return candidates.find((candidate) => candidate !== undefined && spoken.has(candidate));
}

/**
 * The voice for a text: `voice` is one of `voiceNames`, `language` a BCP 47 tag or `auto`, which follows the script.
 * Fails with INPUT_INVALID for a name or a language that is not known.
 */
export function voiceOf(text: string, asked: { readonly voice: string; readonly language: string; readonly speed: number }): Voice {
  const language = asked.language === 'auto' ? languageOf(text) : asked.language;
  const tag = spokenTag(language);
  if (!tag)
    throw new StepError('INPUT_INVALID', `The system's voice does not speak "${asked.language}": choose "auto" or another language.`);
  const character = characters[asked.voice.toLowerCase()];
  if (!character) throw new StepError('INPUT_INVALID', `There is no voice "${asked.voice}" here: choose one of ${voiceNames.join(', ')}.`);
  const wordsPerMinute = character.wordsPerMinute * asked.speed * (quicker[tag] ?? 1);
  return { id: `${tag}+${character.variant}`, pitch: character.pitch, wordsPerMinute, language };
}
