import { join } from 'node:path';
import { type Recipe, seedOf, type Work } from '../work.ts';
import { inWorker } from './in-worker.ts';
import { musicMoodOf, sectionsOf } from './music/story.ts';
import type { MusicTask } from './music/write-music.ts';
import { readPrompt } from './prompt-lines.ts';
import { sampleRate } from './sound/wav.ts';

const secondsWithoutFilm = 30;

/**
 * Composes and plays a bed of music for a film, with the sounds of weather and sea that its shots speak of: exactly as
 * long as asked for, about -20 LUFS, its mood and swell following the shots, its last chord dying away at the very end.
 */
export const composeMusic: Recipe<'compose-music'> = async (work) => {
  const path = join(work.folder, 'music.wav');
  await inWorker<boolean>(new URL('./music/music-thread.ts', import.meta.url), taskOf(work, path), work.signal, work.progress);
  work.progress(1);
  return { gives: { audio: { file: path } } };
};

function taskOf({ params, reads, take }: Work<'compose-music'>, path: string): MusicTask {
  const shots = reads.shots.map(({ value }) => value);
  const prompt = reads.prompt?.value ?? '';
  const planned = shots.reduce((sum, shot) => sum + shot.seconds, 0);
  const seconds = params.seconds ?? (planned || (reads.video?.facts.seconds ?? secondsWithoutFilm));
  const words = [prompt, ...shots.map((shot) => `${readPrompt(shot.prompt).beat} ${readPrompt(shot.prompt).setting ?? ''}`)].join(' ');
  return {
    path,
    frames: Math.max(1, Math.round(seconds * sampleRate)),
    mood: musicMoodOf(params.mood, words),
    sections: sectionsOf(shots, prompt, seconds),
    seed: seedOf(params, take),
  };
}
