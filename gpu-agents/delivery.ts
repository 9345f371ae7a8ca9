import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import type { Journal } from './journal.ts';
import type { AgentOutcome, Given, Lease } from './protocol.ts';
import type { StateFolder } from './state-folder.ts';
import { upload } from './transfer.ts';

export type DeliveryParts = {
  readonly connection: Connection;
  readonly journal: Journal;
  readonly state: StateFolder;
  readonly server: string;
  log(line: string): void;
};

const longestPauseMs = 15_000;

/**
 * Brings the end of a lease to the server: its files first, then the report, again and again until there is an answer.
 * `closing` gives up for this process; the journal keeps the report for the next.
 */
export async function deliver({ lease, ticket }: Lease, outcome: AgentOutcome, parts: DeliveryParts, closing: AbortSignal): Promise<void> {
  for (let pauseMs = 300; !closing.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const isAnswered = await deliverOnce(ticket, outcome, parts, closing).catch((error: Error) => {
      if (!closing.aborted) parts.log(`a report waits: ${error.message}`);
      return false;
    });
    if (isAnswered) {
      parts.journal.closed(lease);
      parts.connection.drop(lease);
      return await dropFiles(outcome, parts);
    }
    await wait(pauseMs, undefined, { signal: closing, ref: true }).catch(() => undefined);
  }
}

async function deliverOnce(ticket: string, outcome: AgentOutcome, parts: DeliveryParts, closing: AbortSignal): Promise<boolean> {
  await sendFiles(ticket, outcome, parts, closing);
  const answer = await parts.connection.request('report', { ticket, outcome });
  if (answer.type === 'invalid') parts.log(`the server refuses a report: ${answer.message}`);
  if (answer.type === 'late') parts.log('a report came too late: the lease was lost');
  return answer.type !== 'incomplete';
}

async function sendFiles(
  ticket: string,
  outcome: AgentOutcome,
  { connection, state, server }: DeliveryParts,
  signal: AbortSignal,
): Promise<void> {
  const files = filesOf(outcome);
  if (files.length === 0) return;
  const { files: places } = await connection.request('uploads', { ticket, files });
  for (const { sha256, url } of places) if (url !== undefined) await upload(state.outgoing(sha256), url, { server, signal });
}

/** Files that another report needs stay. */
async function dropFiles(outcome: AgentOutcome, { journal, state }: DeliveryParts): Promise<void> {
  const needed = new Set([...journal.open.values()].flatMap((open) => filesOf(open.outcome).map(({ sha256 }) => sha256)));
  for (const { sha256 } of filesOf(outcome)) if (!needed.has(sha256)) await state.drop(sha256);
}

function filesOf(outcome: AgentOutcome | undefined): { sha256: string; bytes: number }[] {
  if (outcome?.type !== 'succeeded') return [];
  const given = (Object.values(outcome.gives) as (Given | Given[])[]).flat();
  return given.flatMap((one) => ('sha256' in one ? [{ sha256: one.sha256, bytes: one.bytes }] : []));
}
