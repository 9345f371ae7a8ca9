import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type AgentOutcome, type Lease, leaseSchema, outcomeSchema } from './protocol.ts';

const entrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('leased'), lease: leaseSchema }),
  /** The work on it has begun (again). */
  z.object({ type: z.literal('started'), lease: z.string() }),
  z.object({ type: z.literal('finished'), lease: z.string(), outcome: outcomeSchema }),
  /** The server has answered the report, or took the lease away. */
  z.object({ type: z.literal('closed'), lease: z.string() }),
]);
type Entry = z.infer<typeof entrySchema>;

/** A lease that is not closed. `starts` counts how often work on it began; `outcome` is what has to be reported. */
export type Open = { readonly lease: Lease; starts: number; outcome?: AgentOutcome };

/**
 * What this agent has in hand, on disk: lines of JSON, each safe when the call returns. A last line that was cut off by a
 * crash was never answered for, and is left out.
 */
export class Journal {
  readonly open = new Map<string, Open>();
  private readonly file: string;
  private handle: number;
  private lines = 0;

  constructor(file: string) {
    this.file = file;
    for (const entry of readEntries(file)) this.apply(entry);
    this.handle = this.rewrite();
  }

  leased(lease: Lease): void {
    this.write({ type: 'leased', lease });
  }

  started(lease: string): void {
    this.write({ type: 'started', lease });
  }

  finished(lease: string, outcome: AgentOutcome): void {
    this.write({ type: 'finished', lease, outcome });
  }

  closed(lease: string): void {
    if (this.open.has(lease)) this.write({ type: 'closed', lease });
  }

  /** What was made for the same request and has not been answered for yet. */
  madeFor(fingerprint: string): AgentOutcome | undefined {
    for (const { lease, outcome } of this.open.values())
      if (outcome?.type === 'succeeded' && lease.job.fingerprint === fingerprint) return outcome;
    return undefined;
  }

  close(): void {
    closeSync(this.handle);
  }

  private write(entry: Entry): void {
    this.apply(entry);
    append(this.handle, [entry]);
    this.lines += 1;
    if (this.lines < 1_000 || this.lines < this.open.size * 8) return;
    closeSync(this.handle);
    this.handle = this.rewrite();
  }

  private apply(entry: Entry): void {
    if (entry.type === 'leased') this.open.set(entry.lease.lease, { lease: entry.lease, starts: 0 });
    else if (entry.type === 'closed') this.open.delete(entry.lease);
    else {
      const open = this.open.get(entry.lease);
      if (open && entry.type === 'started') open.starts += 1;
      if (open && entry.type === 'finished') open.outcome = entry.outcome;
    }
  }

  /** Leaves out what is closed. The file is whole at every moment. */
  private rewrite(): number {
    const entries = [...this.open.values()].flatMap(({ lease, starts, outcome }): Entry[] => [
      { type: 'leased', lease },
      ...Array.from({ length: starts }, (): Entry => ({ type: 'started', lease: lease.lease })),
      ...(outcome ? [{ type: 'finished', lease: lease.lease, outcome } as const] : []),
    ]);
    const handle = openSync(`${this.file}.new`, 'w', 0o600);
    append(handle, entries);
    renameSync(`${this.file}.new`, this.file);
    const folder = openSync(dirname(this.file), 'r');
    fsyncSync(folder);
    closeSync(folder);
    this.lines = entries.length;
    return handle;
  }
}

function append(handle: number, entries: readonly Entry[]): void {
  const text = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  let written = 0;
  while (written < text.length) written += writeSync(handle, text, written);
  fsyncSync(handle);
}

function readEntries(file: string): Entry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    const entry = entrySchema.safeParse(parsed(line));
    return entry.success ? [entry.data] : [];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
