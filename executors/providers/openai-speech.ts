import type { Warning } from '#nodes/items.ts';
import { languageFor } from '#nodes/languages.ts';
import type { Captions, Shot } from '#nodes/values.ts';
import { spokenClauses } from '../animatic/speech/clauses.ts';
import { cuesOf } from '../animatic/speech/cues.ts';
import { plainWords } from '../animatic/speech/readable.ts';
import { timeScript } from '../animatic/speech/script-timing.ts';
import { StepError } from '../errors.ts';
import { inlineOf, unsentWarning } from './asked.ts';
import type { ModelJob } from './contract.ts';
import type { Call } from './openai-http.ts';
import { readWav, type Sound, soundSpans, wavOf } from './speech-sound.ts';

/** What is spoken, as it is saved with the request. `shotSeconds`: the length that the voice fills. */
export type SpeechWish = { readonly words: string; readonly language?: string; readonly shotSeconds?: number };

const voices: readonly string[] = 'alloy ash ballad coral echo fable onyx nova sage shimmer verse marin cedar'.split(' ');
/** Voices that the older models do not have. */
const newVoices: readonly string[] = 'ballad verse marin cedar'.split(' ');
const mostCharacters = 4096;
/** Sound as it comes from OpenAI: 16 bits, one channel. */
const pcmRate = 24_000;
const margin = 0.2;

/** The words of a text, else of a shot; undefined for a shot that says nothing. Throws StepError INPUT_INVALID. */
export function speechWish(job: ModelJob): SpeechWish {
  const shot = inlineOf<Shot>(job, 'shot');
  const text = inlineOf<string>(job, 'text');
  if (text === undefined && !shot) throw new StepError('INPUT_INVALID', 'There is nothing to speak: connect a text or a shot.');
  const words = plainWords(text ?? shot?.narration ?? '');
  if (words === '' && !shot) throw new StepError('INPUT_INVALID', 'The text is empty: write what is to be spoken.');
  if (words.length > mostCharacters)
    throw new StepError(
      'INPUT_INVALID',
      `${job.row.title} speaks up to ${mostCharacters} characters at a time; this has ${words.length}. Split it.`,
    );
  const { language } = job.params as { language?: string };
  return { words, ...(language && language !== 'auto' && { language }), ...(shot && text === undefined && { shotSeconds: shot.seconds }) };
}

export function speechCall(
  job: ModelJob,
  { words, language }: SpeechWish,
  model: string,
  own: boolean,
): { call: Call; warnings: Warning[] } {
  const { voice = 'auto', speed = 1 } = job.params as { voice?: string; speed?: number };
  const old = model.startsWith('tts-1');
  const known = old ? voices.filter((name) => !newVoices.includes(name)) : voices;
  if (own && voice !== 'auto' && !known.includes(voice))
    throw new StepError('INPUT_INVALID', `${job.row.title} has no voice “${voice}”. Choose “auto” or one of: ${known.join(', ')}.`);
  const named = language && languageFor(language)?.title;
  const body = {
    model,
    input: words,
    voice: voice === 'auto' ? 'alloy' : voice,
    speed,
    response_format: own ? 'pcm' : 'wav',
    ...(own && !old && named && { instructions: `Speak in ${named}.` }),
  };
  const unsent = language && (!own || old || !named) ? [`the language “${language}” (it follows the words)`] : [];
  return { call: { path: '/audio/speech', gives: 'bytes', body }, warnings: unsentWarning(job, unsent) };
}

/** `seconds` is what was spoken, without the silence around it. */
type Spoken = { readonly base64: string; readonly captions: Captions; readonly seconds: number; readonly warnings: Warning[] };

/** The voice as a file that is as long as its shot, or longer where the words do not fit, with captions timed to its pauses. */
export function spokenFrom(bytes: Buffer, wish: SpeechWish, own: boolean): Spoken | { readonly wrong: string } {
  const sound = own ? { rate: pcmRate, samples: samplesIn(bytes) } : readWav(bytes);
  if (!sound || sound.samples.length === 0) return { wrong: 'answered without a sound that can be read' };
  const spoken = sound.samples.length / sound.rate;
  const line = fitted(sound, wish.shotSeconds);
  const seconds = line.samples.length / line.rate;
  const spans = soundSpans(line);
  const placed = timeScript(spokenClauses(wish.words), spans.length > 0 ? spans : [{ from: 0, to: seconds }]);
  const captions: Captions = { cues: cuesOf(placed, seconds), ...(wish.language && { language: wish.language }) };
  return { base64: wavOf(line).toString('base64'), captions, seconds: spoken, warnings: tooLong(spoken, wish) };
}

/** A shot that says nothing is as silent as it is long. */
export function silence(seconds: number): { base64: string; captions: Captions } {
  const samples = new Int16Array(Math.round(seconds * pcmRate));
  return { base64: wavOf({ rate: pcmRate, samples }).toString('base64'), captions: { cues: [] } };
}

function samplesIn(bytes: Buffer): Int16Array {
  const samples = new Int16Array(Math.floor(bytes.length / 2));
  for (let index = 0; index < samples.length; index += 1) samples[index] = bytes.readInt16LE(index * 2);
  return samples;
}

function fitted(sound: Sound, shotSeconds: number | undefined): Sound {
  if (shotSeconds === undefined) return sound;
  const room = Math.round(shotSeconds * sound.rate) - sound.samples.length;
  if (room <= 0) return sound;
  const samples = new Int16Array(sound.samples.length + room);
  samples.set(sound.samples, Math.min(Math.round(margin * sound.rate), Math.floor(room / 2)));
  return { rate: sound.rate, samples };
}

function tooLong(needed: number, { shotSeconds }: SpeechWish): Warning[] {
  if (shotSeconds === undefined || needed <= shotSeconds + 0.01) return [];
  const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;
  const message = `The narration needs ${tenths(needed)} s, the shot lasts ${tenths(shotSeconds)} s: shorten the words or lengthen the shot.`;
  return [{ code: 'NARRATION_TOO_LONG', message }];
}
