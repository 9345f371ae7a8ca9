import { StepError } from '../errors.ts';
import type { Read } from '../work.ts';
import { house } from './house.ts';
import { inputArgs } from './input.ts';
import { probe } from './probe.ts';

/** A sound that can be opened: the arguments for it and its length in samples at 48 kHz. */
export type Sound = { readonly input: readonly string[]; readonly samples: number };

/** How many samples of the house rate a length has. */
export function samplesIn(seconds: number): number {
  return Math.round(seconds * house.sampleRate);
}

/** Looks at a file and makes it ready to be heard. Rejects with MEDIA_UNREADABLE where it has no sound. */
export async function openSound(read: Read<'audio'>, signal: AbortSignal): Promise<Sound> {
  const info = await probe(read.path, signal);
  if (!info.audio) throw new StepError('MEDIA_UNREADABLE', 'This file has no sound, and a sound is needed here. Choose another file.');
  return { input: inputArgs(read.path, info.format), samples: samplesIn(read.facts.seconds ?? info.facts.seconds ?? 0) };
}
