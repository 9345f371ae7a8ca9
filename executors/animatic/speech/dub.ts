import { join } from 'node:path';
import type { Captions, Cue } from '#nodes/values.ts';
import { type Schedule, scheduleVoices } from '../../ffmpeg/voice-schedule.ts';
import { inWorker } from '../in-worker.ts';
import { sampleRate } from '../sound/wav.ts';
import { type Spoken, speakClauses } from './espeak.ts';
import { readable } from './readable.ts';
import { voiceOf } from './voices.ts';
import type { SpeechTask } from './write-speech.ts';

/** Words spoken at their place in a film. `leftOut`: cues for which there was no room; `hummed`: signs the voice cannot read. */
export type Dub = { readonly file: string; readonly leftOut: readonly Cue[]; readonly hummed: boolean };

type Ask = { readonly language: string; readonly voice: string; readonly seconds: number };
type Place = { readonly folder: string; readonly signal: AbortSignal };

/** A dub may be spoken this much faster, so that it keeps up with the picture. */
const mostFaster = 1.5;
const breathSeconds = 0.08;

/**
 * Speaks the words of captions with the voice of a language, each cue where it stands, as a WAV of exactly `seconds`.
 * Faster where a cue would run into the next, later where that is not enough; what still has no room is left out whole.
 */
export async function speakCaptions(captions: Captions, ask: Ask, place: Place): Promise<Dub> {
  const cues = captions.cues.filter(({ text }) => text.trim() !== '').toSorted((a, b) => a.start - b.start);
  const voice = voiceOf(cues.map(({ text }) => text).join(' '), { voice: ask.voice, language: ask.language, speed: 1 });
  const said = cues.map(({ text }) => readable(text, voice.language));
  const texts = said.map(({ text }) => text);
  const calm = await speakClauses(texts, { voice, faster: 1, ...place });
  const faster = Math.min(mostFaster, neededPace(cues, calm, ask.seconds));
  const spoken = faster > 1 ? await speakClauses(texts, { voice, faster, ...place }) : calm;
  const { kept, schedule } = fitted(cues, spoken, ask.seconds);
  const file = join(place.folder, 'dub.wav');
  const clauses = kept.map((index, order) => ({ ...(spoken[index] ?? nothing), start: (schedule.at[order] ?? 0) / sampleRate }));
  const task: SpeechTask = { path: file, clauses, frames: Math.round(ask.seconds * sampleRate) };
  await inWorker<boolean>(new URL('./speech-thread.ts', import.meta.url), task, place.signal);
  return { file, leftOut: cues.filter((_, index) => !kept.includes(index)), hummed: said.some(({ hummed }) => hummed) };
}

const nothing: Spoken = { rate: sampleRate, samples: new Float32Array() };

function lengthOf({ rate, samples }: Spoken): number {
  return samples.length / rate;
}

/** How much faster the words must be spoken so that each cue is over when the next begins, and all with the film. */
function neededPace(cues: readonly Cue[], spoken: readonly Spoken[], seconds: number): number {
  const ratios = cues.map((cue, index) => {
    const room = Math.max(0.3, (cues[index + 1]?.start ?? seconds) - cue.start - breathSeconds);
    return lengthOf(spoken[index] ?? nothing) / room;
  });
  const all = spoken.reduce((sum, each) => sum + lengthOf(each), 0);
  return Math.max(1, ...ratios.map((ratio) => ratio * 1.02), (all / seconds) * 1.02);
}

/** Drops cues from the end until the rest fits into the film. */
function fitted(cues: readonly Cue[], spoken: readonly Spoken[], seconds: number): { kept: number[]; schedule: Schedule } {
  const length = Math.round(seconds * sampleRate);
  for (let count = cues.length; ; count -= 1) {
    const wishes = cues.slice(0, count).map((cue, index) => ({
      at: Math.round(cue.start * sampleRate),
      length: Math.ceil(lengthOf(spoken[index] ?? nothing) * sampleRate),
    }));
    const schedule = scheduleVoices(wishes, length, Math.round(breathSeconds * sampleRate));
    if (count === 0 || schedule.length <= length) return { kept: wishes.map((_, index) => index), schedule };
  }
}
