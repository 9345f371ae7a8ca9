import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from './env.ts';

export type Log = ReturnType<typeof createLog>;

/** Writes to standard error: readable lines in a terminal, else one JSON object a line. Never logs headers, bodies or queries. */
export function createLog(level: LogLevel) {
  const stream = process.stderr.isTTY
    ? pretty({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' })
    : pino.destination(2);
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { req: requestFields } }, stream);
}

function requestFields({ id, method, url }: { id?: unknown; method?: string; url?: string }): Record<string, unknown> {
  return { id, method, path: url?.split('?', 1)[0] };
}
