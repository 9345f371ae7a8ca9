import type { Facts } from './facts.ts';
import type { ValueKind } from './ports.ts';
import { ceilingOf } from './speaking.ts';
import type { Captions, Shot } from './values.ts';

/** Facts of a value that is not a file, as they are measured and as they are known of what is written by hand. */
export function factsOfValue(kind: ValueKind, value: unknown): Facts {
  if (kind === 'text') return { characters: (value as string).length, ...ceilingOf(value as string) };
  if (kind === 'shot') {
    const { seconds, narration = '' } = value as Shot;
    return { seconds, characters: narration.length, ...ceilingOf(narration) };
  }
  if (kind === 'captions') return { seconds: (value as Captions).cues.at(-1)?.end ?? 0 };
  return {};
}
