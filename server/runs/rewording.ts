import { reword } from '#executors/providers/reword.ts';
import { hashValue } from '#nodes/hash.ts';
import type { Item, Warning } from '#nodes/items.ts';
import type { ValueKind } from '#nodes/ports.ts';
import { kindOf } from '#nodes/steps.ts';
import type { Shot } from '#nodes/values.ts';
import type { TaskJob } from '#server/queue/contract.ts';

/** The job with softer words, once its words were refused; every change is told, old words and new. */
export function rewordedJob(job: TaskJob): { job: TaskJob; warnings: Warning[] } {
  if (job.rewordings === 0) return { job, warnings: [] };
  const warnings: Warning[] = [];
  const soften = (text: string): string => {
    const { text: softer, changed } = reword(text, job.rewordings);
    if (changed) warnings.push({ code: 'REWORDED', message: `The provider refused “${text}”. “${softer}” was sent instead.` });
    return softer;
  };
  const change = (kind: ValueKind, item: Item): Item => {
    if (kind === 'text') return withValue('text', item, soften(item.value as string));
    if (kind !== 'shot') return item;
    const shot = item.value as Shot;
    return withValue('shot', item, { ...shot, prompt: soften(shot.prompt) });
  };
  const reads: Record<string, Item | readonly Item[]> = {};
  for (const [name, read] of Object.entries(job.reads)) {
    const kind = kindOf(job.kind).reads[name]?.kind ?? 'text';
    reads[name] = Array.isArray(read) ? read.map((item: Item) => change(kind, item)) : change(kind, read as Item);
  }
  return { job: { ...job, reads }, warnings };
}

function withValue(kind: 'text' | 'shot', item: Item, value: unknown): Item {
  return { ...item, value, hash: hashValue(kind, value as never) };
}
