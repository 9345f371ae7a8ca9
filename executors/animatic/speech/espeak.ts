import { StepError } from '../../errors.ts';
import { runTool } from '../../ffmpeg/run-tool.ts';
import { readMonoWav } from '../sound/wav.ts';
import type { Voice } from './voices.ts';

/** One spoken clause without the silence around it. */
export type Spoken = { readonly rate: number; readonly samples: Float32Array<ArrayBuffer> };

const silence = 0.004;
/** Kept before and behind the sound, so that no consonant is cut, in seconds. */
const marginSeconds = 0.012;
const atOnce = 2;
const timeoutMs = 120_000;

type Job = { readonly voice: Voice; readonly folder: string; readonly signal: AbortSignal; readonly faster: number };

/**
 * Speaks clauses with espeak-ng, each on its own, in order. `faster` multiplies the voice's pace.
 * Fails with TOOL_MISSING where espeak-ng is not installed.
 */
export async function speakClauses(texts: readonly string[], job: Job): Promise<Spoken[]> {
  const spoken = new Array<Spoken>(texts.length);
  let next = 0;
  const speaker = async (): Promise<void> => {
    for (let index = next++; index < texts.length; index = next++) spoken[index] = await speakOne(texts[index] ?? '', job);
  };
  await Promise.all(Array.from({ length: atOnce }, speaker));
  return spoken;
}

async function speakOne(text: string, { voice, folder, signal, faster }: Job): Promise<Spoken> {
  const pace = Math.round(Math.min(450, Math.max(80, voice.wordsPerMinute * faster)));
  const args = ['-v', voice.id, '-s', String(pace), '-p', String(voice.pitch), '-z', '-b', '1', '--stdin', '--stdout'];
  const stdin = (write: (chunk: Uint8Array) => Promise<void>): Promise<void> => write(Buffer.from(text, 'utf8'));
  const { stdout } = await runTool({ program: 'espeak-ng', args, folder, signal, timeoutMs, stdin }).catch(explain);
  const { rate, samples } = readMonoWav(stdout);
  return { rate, samples: trimmed(samples, Math.round(rate * marginSeconds)) };
}

function explain(cause: unknown): never {
  if (cause instanceof StepError && cause.code === 'TOOL_MISSING') {
    const message =
      'Speech needs espeak-ng, which is not installed. Install it (Debian: apt install espeak-ng; macOS: brew install espeak-ng), then run this step again.';
    throw new StepError('TOOL_MISSING', message, { cause });
  }
  throw cause;
}

function trimmed(samples: Float32Array<ArrayBuffer>, margin: number): Float32Array<ArrayBuffer> {
  const first = samples.findIndex((sample) => Math.abs(sample) > silence);
  if (first < 0) return samples.slice(0, 0);
  const last = samples.findLastIndex((sample) => Math.abs(sample) > silence);
  return samples.slice(Math.max(0, first - margin), Math.min(samples.length, last + 1 + margin));
}
