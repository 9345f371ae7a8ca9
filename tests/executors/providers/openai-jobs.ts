import { openaiRows } from '#executors/catalogue/openai.ts';
import { openaiCompatibleRows } from '#executors/catalogue/openai-compatible.ts';
import type { ModelJob } from '#executors/providers/contract.ts';
import type { Item } from '#nodes/items.ts';
import type { Row } from '#nodes/price.ts';
import type { StepKind } from '#nodes/steps.ts';
import { factsOfValue } from '#nodes/value-facts.ts';
import type { Shot } from '#nodes/values.ts';
import { makeClip } from '#tests/executors/ffmpeg/made-media.ts';
import { emulatedMedia } from '#tests/providers/emulator-media.ts';

export const brief =
  'An old keeper wakes in her lighthouse. She climbs the tower in a storm, lights the lamp, and sees a ship. The ship turns away from the rocks.';

export function rowOf(id: string): Row {
  const row = [...openaiRows, ...openaiCompatibleRows].find((one) => one.id === id);
  if (!row) throw new Error(`There is no row ${id}.`);
  return row;
}

export const text = (value: string): Item => ({ hash: `text-${value}`, facts: factsOfValue('text', value), value });
export const shot = (value: Shot): Item => ({ hash: `shot-${value.prompt}`, facts: factsOfValue('shot', value), value });
export const picture: Item = { hash: 'picture', facts: { width: 320, height: 180 }, media: 'image/png', bytes: 1000 };
export const sound: Item = { hash: 'sound', facts: { seconds: 4 }, media: 'audio/wav' };

/** Local files that jobs read, by hash. */
export function openaiFiles(folder: string): (hash: string) => Promise<string> {
  const files: Record<string, string> = {
    picture: emulatedMedia({ kind: 'image', width: 320, height: 180, seconds: 0 }),
    mask: emulatedMedia({ kind: 'image', width: 64, height: 64, seconds: 0 }),
    sound: emulatedMedia({ kind: 'audio', width: 0, height: 0, seconds: 4 }),
    silent: makeClip(`${folder}/silent.mp4`, { colour: 'red', frames: 15 }),
    clip: makeClip(`${folder}/clip.mp4`, { colour: 'red', frames: 60, tone: 300 }),
  };
  return async (hash) => files[hash] as string;
}

export function job(row: string, kind: StepKind, more: Partial<ModelJob>): ModelJob {
  const path = async (hash: string): Promise<string> => Promise.reject(new Error(`No file ${hash}`));
  return { row: rowOf(row), kind, params: {}, take: 0, reads: {}, gives: undefined, path, ...more };
}

export const planJob = (more: object = {}, row = 'openai/gpt-5.4-nano'): ModelJob =>
  job(row, 'plan-shots', { params: { shots: 6, seconds: 5, style: '', seed: 1, ...more }, reads: { brief: text(brief) } });
export const enhanceJob = (words = 'A pier', row = 'openai/gpt-5.4-mini'): ModelJob =>
  job(row, 'enhance-text', { params: { style: 'anime', seed: 1 }, reads: { text: text(words) } });
export const imageJob = (reads: ModelJob['reads'] = {}, params: object = {}, row = 'openai/gpt-image-2-low'): ModelJob => {
  const frame = { width: 1280, height: 720, ...params };
  return job(row, 'make-image', {
    params: { seed: 1, strength: 0.6, ...frame },
    reads: { prompt: text('A pier at dawn'), ...reads },
    gives: frame,
  });
};
export const speakJob = (reads: ModelJob['reads'], params: object = {}, row = 'openai/tts-1'): ModelJob =>
  job(row, 'speak', { params: { voice: 'auto', language: 'auto', speed: 1, ...params }, reads });
export const hearJob = (reads: ModelJob['reads'], path: ModelJob['path'], row = 'openai/whisper-1'): ModelJob =>
  job(row, 'transcribe', { params: { language: 'auto' }, reads, path, gives: { seconds: 4 } });
