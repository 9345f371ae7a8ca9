import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Item, Warning } from '#nodes/items.ts';
import { languages } from '#nodes/languages.ts';
import type { Captions } from '#nodes/values.ts';
import { spokenClauses } from '../animatic/speech/clauses.ts';
import { cuesOf } from '../animatic/speech/cues.ts';
import { timeScript } from '../animatic/speech/script-timing.ts';
import { StepError } from '../errors.ts';
import { inputArgs } from '../ffmpeg/input.ts';
import { probe } from '../ffmpeg/probe.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { inlineOf } from './asked.ts';
import type { Access, JsonObject, ModelJob } from './contract.ts';
import type { Call, Part } from './openai-http.ts';

/** What is written down, as it is saved with the request. A script is timed to the voice word for word. */
export type HearingWish = { readonly seconds: number; readonly language?: string; readonly script?: string };

const mostBytes = 25_000_000;
/** What the model is told of a script: only its last words count there. */
const mostPrompt = 800;

/** The request for a transcript: the sound goes as a small file, whatever it was. */
export async function hearingCall(job: ModelJob, model: string, { signal }: Access): Promise<{ call: Call; wish: HearingWish }> {
  const source = (job.reads.audio ?? job.reads.video) as Item | undefined;
  if (!source) throw new StepError('INPUT_INVALID', 'Captions need something to listen to. Connect a video or a sound.');
  const { base64, seconds } = await smallSound(await job.path(source.hash), signal);
  const { language } = job.params as { language?: string };
  const script = inlineOf<string>(job, 'script')?.trim();
  const spoken = language && language !== 'auto' ? language : undefined;
  const values: Part[] = [
    { name: 'model', value: model },
    { name: 'response_format', value: 'verbose_json' },
    { name: 'timestamp_granularities[]', value: 'segment' },
    ...(spoken ? [{ name: 'language', value: spoken.split('-')[0] ?? spoken }] : []),
    ...(script ? [{ name: 'prompt', value: script.slice(0, mostPrompt) }] : []),
  ];
  const file: Part = { name: 'file', filename: 'sound.mp3', media: 'audio/mpeg', base64 };
  const call: Call = { path: '/audio/transcriptions', gives: 'json', form: [...values, file] };
  return { call, wish: { seconds, ...(spoken && { language: spoken }), ...(script && { script }) } };
}

async function smallSound(path: string, signal: AbortSignal): Promise<{ base64: string; seconds: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-sound-'));
  try {
    const info = await probe(path, signal);
    if (!info.audio) throw new StepError('INPUT_INVALID', 'There is nothing to hear: the video has no sound. Connect one that has.');
    const file = join(folder, 'sound.mp3');
    const form = ['-map', '0:a:0', '-vn', '-ac', '1', '-ar', '16000', '-b:a', '48k', '-f', 'mp3', file];
    await runFfmpeg({ args: [...inputArgs(path, info.format), ...form], folder, signal });
    const bytes = await readFile(file);
    if (bytes.length > mostBytes) throw new StepError('MEDIA_TOO_LARGE', 'This sound is too long to be written down at once. Cut it.');
    return { base64: bytes.toString('base64'), seconds: info.facts.seconds ?? 0 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const transcriptSchema = z.object({
  language: z.string().nullish(),
  text: z.string(),
  segments: z.array(z.object({ start: z.number(), end: z.number(), text: z.string() })),
  usage: z.object({ type: z.string(), seconds: z.number().optional() }).nullish(),
});

type Heard = { readonly captions: Captions; readonly seconds: number | undefined; readonly warnings: Warning[] };

/** Captions from a transcript, or what is wrong with it. */
export function heardIn(answer: JsonObject, wish: HearingWish): Heard | { readonly wrong: string } {
  const read = transcriptSchema.safeParse(answer);
  if (!read.success) return { wrong: 'gave a transcript without times' };
  const { segments, usage, language } = read.data;
  const spoken = segments.filter(({ start, end, text }) => text.trim() !== '' && end > start);
  const placed = wish.script
    ? timeScript(spokenClauses(wish.script), spansOf(spoken, wish.seconds))
    : spoken.map(({ start, end, text }) => ({ start, end, text: text.trim() }));
  const tag = wish.language ?? tagOf(language ?? '');
  const captions: Captions = { cues: cuesOf(placed, wish.seconds), ...(tag && { language: tag }) };
  return { captions, seconds: usage?.seconds, warnings: spoken.length > 0 ? [] : [wish.script ? unheardScript : nothingHeard] };
}

function spansOf(segments: readonly { start: number; end: number }[], seconds: number) {
  return segments.length > 0 ? segments.map(({ start, end }) => ({ from: start, to: end })) : [{ from: 0, to: seconds }];
}

const nothingHeard: Warning = { code: 'NO_SPEECH_FOUND', message: 'No speech was found, so there are no captions.' };
const unheardScript: Warning = {
  code: 'NO_SPEECH_FOUND',
  message: 'No speech was found, so the script is spread over the whole length. Check the timing.',
};

/** Languages come as tags or by their English names. */
function tagOf(name: string): string | undefined {
  const plain = name.toLowerCase();
  return languages.find(({ code, title }) => code === plain || title.toLowerCase() === plain)?.code;
}
