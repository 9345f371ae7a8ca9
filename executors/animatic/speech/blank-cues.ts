import type { Cue } from '#nodes/values.ts';
import type { Span } from './script-timing.ts';

/** A caption stands no longer than this. */
const longestSeconds = 6;

/** Cues without words where somebody speaks; long speech is parted evenly. */
export function blankCues(spans: readonly Span[]): Cue[] {
  return spans.flatMap(({ from, to }) => {
    const parts = Math.ceil((to - from) / longestSeconds);
    const at = (part: number): number => Math.round((from + ((to - from) * part) / parts) * 1000) / 1000;
    return Array.from({ length: parts }, (_, part) => ({ start: at(part), end: at(part + 1), text: '' }));
  });
}
