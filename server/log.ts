import { pino } from 'pino';
import type { LogLevel } from './env.ts';

/** Only a person at a terminal needs it. */
const pretty = process.stderr.isTTY ? (await import('pino-pretty')).default : undefined;

export type Log = ReturnType<typeof createLog>;

/** Writes to standard error: readable lines in a terminal, else one JSON object a line. Never logs headers, bodies or queries. */
export function createLog(level: LogLevel) {
  const stream = pretty
    ? pretty({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' })
    : pino.destination(2);
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { req: requestFields } }, stream);
}

function requestFields({ id, method, url }: { id?: unknown; method?: string; url?: string }): Record<string, unknown> {
  return { id, method, path: url?.split('?', 1)[0] };
}
