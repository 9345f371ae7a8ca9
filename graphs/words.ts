import type { Port } from '#nodes/ports.ts';

/** How a port is named in a sentence: by its title, else by its id. */
export function describePort(port: Port, name: string): string {
  return `“${port.title || name}”`;
}

/** `1 shot`, `3 shots`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
