import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Claim } from '#server/queue/contract.ts';

/** Writes a claim down so that an agent can bring it back to any server of the installation, unchanged. */
export function sealClaim(claim: Claim, secret: string): string {
  const body = Buffer.from(JSON.stringify(claim)).toString('base64url');
  return `${body}.${sign(body, secret)}`;
}

/** The claim of a ticket, or nothing where this installation did not write it. */
export function openTicket(ticket: string, secret: string): Claim | undefined {
  const [body = '', signature = ''] = ticket.split('.', 2);
  const [ours, theirs] = [Buffer.from(sign(body, secret)), Buffer.from(signature)];
  if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Claim;
}

/** Names a claim: the same claim always has the same id, the next claim of the task another. */
export function leaseIdOf({ task: { runId, stepId, attempt }, holder, fence }: Claim): string {
  return createHash('sha256')
    .update(JSON.stringify([runId, stepId, attempt, holder, fence]))
    .digest('hex')
    .slice(0, 32);
}

function sign(body: string, secret: string): string {
  return createHmac('sha256', secret).update(`agent-ticket|${body}`).digest('base64url');
}
