import { join } from 'node:path';
import type { Warning } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import type { Recipe, Work } from '../work.ts';
import { inWorker } from './in-worker.ts';
import { sampleRate } from './sound/wav.ts';
import { type Clause, spokenClauses } from './speech/clauses.ts';
import { cuesOf } from './speech/cues.ts';
import { type Spoken, speakClauses } from './speech/espeak.ts';
import { plainWords, readable } from './speech/readable.ts';
import { fasterToFit, margins, mostFaster, type Placed, placed, type Sounded, spokenSeconds } from './speech/timeline.ts';
import { type Voice, voiceOf } from './speech/voices.ts';
import { type SpeechTask, writeSpeech } from './speech/write-speech.ts';

/** Speech up to this length is finished at once: a thread would take longer to start than the work takes. */
const briefSeconds = 12;

type Take = { readonly clauses: readonly Clause[]; readonly spoken: readonly Spoken[]; readonly faster: number };
type Line = { readonly placed: readonly Placed[]; readonly seconds: number; readonly warnings: readonly Warning[] };

/**
 * Speaks with the system's voice (espeak-ng). With a shot the sound is exactly as long as the shot, unless its words do
 * not fit even when spoken 1.15 times faster: then it is as long as the words, with the warning NARRATION_TOO_LONG.
 * A text alone takes as long as it takes. Fails with TOOL_MISSING without espeak-ng, with INPUT_INVALID for a voice or
 * language that is not known or where there is nothing to speak.
 */
export const speak: Recipe<'speak'> = async (work) => {
  const { text, shot } = work.reads;
  if (!text && !shot) throw new StepError('INPUT_INVALID', 'There is nothing to speak: connect a text or a shot.');
  const words = plainWords(text?.value ?? shot?.value.narration ?? '');
  const voice = voiceOf(words, work.params);
  const shotSeconds = shot?.value.seconds;
  const take = await spokenTake(words, voice, shotSeconds, work);
  const line = laidOut(take, shotSeconds);
  const file = await written(take, line, work);
  const cues = cuesOf(line.placed, line.seconds);
  return {
    gives: {
      audio: { file },
      captions: { value: { cues, language: voice.language }, facts: { seconds: line.seconds } },
    },
    warnings: [...line.warnings, ...hums(words, voice)],
  };
};

/** Speaks at the voice's own pace and, where that does not fit the shot, once more as much faster as is needed and allowed. */
async function spokenTake(words: string, voice: Voice, seconds: number | undefined, work: Work<'speak'>): Promise<Take> {
  const clauses = spokenClauses(words);
  const texts = clauses.map((clause) => readable(clause.text, voice.language).text);
  const job = { voice, folder: work.folder, signal: work.signal };
  const own = { clauses, spoken: await speakClauses(texts, { ...job, faster: 1 }), faster: 1 };
  if (seconds === undefined) return own;
  const needed = fasterToFit(sounded(own), seconds);
  if (needed === 1) return own;
  const faster = Math.min(mostFaster, needed * 1.02);
  return { clauses, spoken: await speakClauses(texts, { ...job, faster }), faster };
}

function sounded({ clauses, spoken }: Take): Sounded[] {
  return clauses.map(({ text, pauseSeconds }, index) => {
    const sound = spoken[index];
    return { text, pauseSeconds, seconds: sound ? sound.samples.length / sound.rate : 0 };
  });
}

function laidOut(take: Take, shotSeconds: number | undefined): Line {
  const clauses = sounded(take);
  const words = spokenSeconds(clauses, take.faster);
  if (shotSeconds === undefined) {
    const seconds = wholeFrames(clauses.length === 0 ? 0.1 : Math.max(margins.shortLead + words + margins.tail, 0.9));
    return { placed: placed(clauses, margins.shortLead), seconds, warnings: [] };
  }
  const room = shotSeconds - words - margins.shortTail;
  const lead = Math.max(margins.shortLead, Math.min(margins.lead, room));
  const needed = margins.shortLead + words + margins.shortTail;
  const fits = clauses.length === 0 || needed <= shotSeconds + 1e-6;
  return {
    placed: placed(clauses, lead, take.faster),
    seconds: fits ? wholeFrames(shotSeconds) : wholeFrames(needed),
    warnings: fits ? [] : [tooLong(needed, shotSeconds)],
  };
}

const wholeFrames = (seconds: number): number => Math.round(seconds * sampleRate) / sampleRate;
const inWords = (seconds: number): string => String(Math.round(seconds * 10) / 10);

function tooLong(needed: number, seconds: number): Warning {
  const message = `The narration needs ${inWords(needed)} s, the shot lasts ${inWords(seconds)} s: shorten the words or lengthen the shot.`;
  return { code: 'NARRATION_TOO_LONG', message };
}

function hums(words: string, voice: Voice): Warning[] {
  if (!readable(words, voice.language).hummed) return [];
  return [
    { code: 'VOICE_CANNOT_READ', message: "The system's voice reads kana but not kanji and hums them instead: a speech model reads both." },
  ];
}

async function written({ spoken }: Take, line: Line, { folder, signal, progress }: Work<'speak'>): Promise<string> {
  const path = join(folder, 'speech.wav');
  const clauses = spoken.map((sound, index) => ({ ...sound, start: line.placed[index]?.start ?? 0 }));
  const task: SpeechTask = { path, clauses, frames: Math.round(line.seconds * sampleRate) };
  if (line.seconds <= briefSeconds) writeSpeech(task);
  else await inWorker<boolean>(new URL('./speech/speech-thread.ts', import.meta.url), task, signal, progress);
  progress(1);
  return path;
}
