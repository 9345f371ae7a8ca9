import type { FastifyReply } from 'fastify';

/** Aborted when the caller has hung up. */
export function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  return gone.signal;
}
