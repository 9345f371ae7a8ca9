import type { FastifyReply } from 'fastify';
import type { ProgressMessage, RunEvent } from '#server/contract/events.ts';

export type EventStream = {
  event(event: RunEvent): void;
  /** Left out while the client is slow: the next one says the same and more. */
  progress(message: ProgressMessage): void;
  end(): void;
  /** Called once, whoever ends the stream; at once where it has ended. */
  onClose(listener: () => void): void;
};

const heartbeatMs = 15_000;
/** A client that has not taken this many bytes is let go; it comes back with the last event it has seen. */
const mostBuffered = 16_000_000;

/** Turns an answer into a stream of server-sent events. */
export function openEventStream(reply: FastifyReply): EventStream {
  const { raw } = reply.hijack();
  raw.writeHead(200, {
    ...reply.getHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  } as Record<string, string>);
  raw.write('retry: 1000\n\n');
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), heartbeatMs);
  raw.once('close', () => clearInterval(heartbeat));
  return {
    event(event) {
      raw.write(`id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`);
      if (raw.writableLength > mostBuffered) raw.destroy();
    },
    progress(message) {
      if (raw.writableLength === 0) raw.write(`event: progress\ndata: ${JSON.stringify(message)}\n\n`);
    },
    end: () => raw.end(),
    onClose: (listener) => (raw.closed ? listener() : raw.once('close', listener)),
  };
}
