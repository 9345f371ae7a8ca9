import type { StepJob } from '#executors/run-step.ts';
import { canonical } from '#nodes/canonical.ts';
import type { Facts, Promised } from '#nodes/facts.ts';
import { hashText, hashValue } from '#nodes/hash.ts';
import type { Item, Result } from '#nodes/items.ts';
import type { ValueKind } from '#nodes/ports.ts';
import { kindOf } from '#nodes/steps.ts';

const media: Partial<Record<ValueKind, string>> = { image: 'image/png', video: 'video/mp4', audio: 'audio/flac' };

/**
 * What a step would give, without making it: contents that depend on the request alone, with the facts that its kind
 * predicts. Lets the engine be tested and measured apart from ffmpeg.
 */
export function imagine(job: StepJob): Result {
  const { kind, params, take } = job;
  const facts: Record<string, Facts | Facts[]> = {};
  const hashes: Record<string, string | string[]> = {};
  for (const [name, port] of Object.entries(kindOf(kind).reads)) {
    const read = job.reads[name] as Item | Item[] | undefined;
    if (Array.isArray(read)) {
      facts[name] = read.map((item) => item.facts);
      hashes[name] = read.map((item) => item.hash);
    } else if (read) {
      facts[name] = read.facts;
      hashes[name] = read.hash;
    } else if (port.count === 'many') facts[name] = [];
  }
  const request = canonical([kind, params, take, hashes]);
  const world = {
    count: (least: number, most: number) => Math.round((least + most) / 2),
    amount: (least: number, most: number) => (least + most) / 2,
  };
  const given = kindOf(kind).facts({ params: params as never, reads: facts as never, world }) as Record<string, Facts | Promised[]>;
  const brief = (job.reads.brief as Item | undefined)?.value;
  const items: Record<string, Item | Item[]> = {};
  for (const [name, port] of Object.entries(kindOf(kind).gives)) {
    const expected = given[name];
    items[name] = Array.isArray(expected)
      ? expected.map((one, index) => itemFor(port.kind, `${request}${name}${index}`, one, wordsFor(brief, name, index)))
      : itemFor(port.kind, `${request}${name}`, expected as Facts, undefined);
  }
  return { items };
}

/** Sentence n of the brief belongs to shot n, so that changing one sentence changes one shot. */
function wordsFor(brief: unknown, name: string, index: number): string | undefined {
  return typeof brief === 'string' ? `${name} ${brief.split(';')[index]?.trim() ?? index}` : undefined;
}

function itemFor(kind: ValueKind, request: string, { key, ...facts }: Promised, words: string | undefined): Item {
  const named = key === undefined ? {} : { key };
  if (media[kind]) return { hash: hashText(request), facts, media: media[kind], bytes: 1, ...named };
  const text = words ?? request;
  const value =
    kind === 'shot'
      ? { prompt: text, seconds: facts.seconds ?? 5 }
      : kind === 'captions'
        ? { cues: [{ start: 0, end: 1, text: hashText(request) }] }
        : text;
  return { hash: hashValue(kind, value), facts, value, ...named };
}
