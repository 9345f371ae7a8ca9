import { join } from 'node:path';
import type { Captions } from '#nodes/values.ts';
import { StepError } from '../errors.ts';
import type { Recipe, Work } from '../work.ts';
import { chain, type Filter, filter, graphText } from './filtergraph.ts';
import { exactly, flacArgs, flacChain } from './flac.ts';
import { house } from './house.ts';
import { measureLevels } from './levels.ts';
import { runFfmpeg } from './run.ts';
import { houseSound, silence } from './sound.ts';
import { openSound, type Sound, samplesIn } from './sound-input.ts';
import { mergeCaptions } from './voice-captions.ts';
import { type Schedule, scheduleVoices } from './voice-schedule.ts';
import { type Part, wordsIn } from './voice-words.ts';

/** A voice with its words: their place in its own file in samples, and where its shot begins in the film. */
type Voice = Sound & { readonly from: number; readonly to: number; readonly shotAt: number; readonly captions: Captions };

/** As far as there is room, this much silence stays between two voices. */
const breathSeconds = 0.15;
const clickFreeSeconds = 0.008;

/** Lays the voice of each shot where its shot begins. The result is a FLAC, 48 kHz stereo, as long as the shots together. */
export const layVoice: Recipe<'lay-voice'> = async (work) => {
  checkCounts(work);
  const { seconds, starts } = timesOf(work);
  const voices = await openVoices(work, starts);
  work.progress(0.4);
  const wishes = voices.map(({ from, to, shotAt }) => ({ at: shotAt + from, length: to - from }));
  const length = samplesIn(seconds);
  const schedule = scheduleVoices(wishes, length, samplesIn(breathSeconds));
  await render(voices, schedule, work);
  const captions = captionsOf(voices, schedule);
  const whole = schedule.length / house.sampleRate;
  return {
    gives: { audio: { file: join(work.folder, 'voice.flac') }, captions: { value: captions, facts: { seconds: whole } } },
    warnings: schedule.length > length ? [tooLong(whole, seconds)] : [],
  };
};

function checkCounts({ reads: { shots, voices, captions } }: Work<'lay-voice'>): void {
  if (shots.length === 0) throw new StepError('INPUT_INVALID', 'There are no shots to lay a voice on. Connect the shots of a plan.');
  if (voices.length !== shots.length) {
    throw new StepError('INPUT_INVALID', `There are ${voices.length} voices for ${shots.length} shots. Connect one voice for each shot.`);
  }
  if (captions.length > 0 && captions.length !== voices.length) {
    throw new StepError(
      'INPUT_INVALID',
      `There are captions for ${captions.length} of ${voices.length} voices. Connect them for each voice, or for none.`,
    );
  }
}

/** Where each shot begins, in samples, and how long they are together, in seconds. */
function timesOf({ reads: { shots } }: Work<'lay-voice'>): { seconds: number; starts: number[] } {
  let seconds = 0;
  const starts = shots.map(({ value }) => {
    const start = samplesIn(seconds);
    seconds += value.seconds;
    return start;
  });
  return { seconds, starts };
}

async function openVoices({ reads, folder, signal }: Work<'lay-voice'>, starts: readonly number[]): Promise<Voice[]> {
  const sounds = await Promise.all(reads.voices.map((voice) => openSound(voice, signal)));
  const levels = await measureLevels(sounds, { folder, signal });
  return sounds.map((sound, index) => {
    const captions = reads.captions[index]?.value ?? { cues: [] };
    const seconds = sound.samples / house.sampleRate;
    const words = wordsIn(levels[index] ?? new Float32Array(), seconds) ?? captioned(captions, seconds);
    return {
      ...sound,
      from: samplesIn(words.from),
      to: Math.min(sound.samples, samplesIn(words.to)),
      shotAt: starts[index] ?? 0,
      captions,
    };
  });
}

/** A silent voice takes the time of its captions, so that they stay apart from those of other voices. */
function captioned({ cues }: Captions, seconds: number): Part {
  if (cues.length === 0) return { from: 0, to: 0 };
  const from = Math.min(seconds, ...cues.map(({ start }) => start));
  return { from, to: Math.min(seconds, Math.max(from, ...cues.map(({ end }) => end))) };
}

/** The voices in order, each followed by silence until the next begins. */
async function render(voices: readonly Voice[], schedule: Schedule, { folder, signal, progress }: Work<'lay-voice'>): Promise<void> {
  const spoken = voices.flatMap((voice, index) => (voice.to > voice.from ? [{ voice, at: schedule.at[index] ?? 0 }] : []));
  const first = spoken[0]?.at ?? schedule.length;
  const lead = first > 0 ? [chain([], silence(first), ['lead'])] : [];
  const pieces = spoken.map(({ voice, at }, index) => {
    const next = spoken[index + 1]?.at ?? schedule.length;
    return chain([`${index}:a:0`], [...houseSound(voice.samples), ...words(voice), ...exactly(next - at)], [`voice${index}`]);
  });
  const labels = [...lead, ...pieces].flatMap(({ to }) => to);
  const joined = chain(labels, [filter('concat', { n: labels.length, v: 0, a: 1 })], ['all']);
  const graph = graphText([...lead, ...pieces, joined, flacChain('all', schedule.length, 'voice')]);
  const inputs = spoken.flatMap(({ voice }) => voice.input);
  const args = [...inputs, '-filter_complex', graph, '-map', '[voice]', ...flacArgs(), 'file:voice.flac'];
  const seconds = schedule.length / house.sampleRate;
  await runFfmpeg({ args, folder, signal, seconds, onProgress: (fraction) => progress(0.4 + 0.6 * fraction) });
}

/** The words without the silence at both ends; what was cut is eased so that it cannot click. */
function words({ from, to, samples }: Voice): Filter[] {
  const length = (to - from) / house.sampleRate;
  const easeIn = filter('afade', { t: 'in', st: 0, d: clickFreeSeconds });
  const easeOut = filter('afade', { t: 'out', st: Math.max(0, length - clickFreeSeconds), d: clickFreeSeconds });
  return [
    filter('atrim', { start_sample: from, end_sample: to }),
    filter('asetpts', { expr: 'N/SR/TB' }),
    ...(from > 0 ? [easeIn] : []),
    ...(to < samples ? [easeOut] : []),
  ];
}

function captionsOf(voices: readonly Voice[], schedule: Schedule): Captions {
  const inSeconds = (samples: number): number => samples / house.sampleRate;
  return mergeCaptions(
    voices.map((voice, index) => {
      const at = schedule.at[index] ?? 0;
      const next = voices.findIndex((other, place) => place > index && other.to > other.from);
      const to = next < 0 ? schedule.length : (schedule.at[next] ?? schedule.length);
      return { captions: voice.captions, shift: inSeconds(at - voice.from), from: inSeconds(at), to: inSeconds(Math.max(at, to)) };
    }),
  );
}

function tooLong(whole: number, seconds: number) {
  const message = `The narration takes ${whole.toFixed(1)} s and the shots only ${seconds.toFixed(1)} s, so the voice runs on after the last picture. Shorten the words or lengthen the shots.`;
  return { code: 'NARRATION_TOO_LONG', message };
}
