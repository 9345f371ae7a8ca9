import type { Facts } from './facts.ts';

/**
 * An element that exists. `hash` is the content hash (for a file: its asset id). Text, numbers, shots and captions carry
 * their `value`; images, video and audio are files of the asset store, with `bytes` and `media` (MIME type).
 */
export type Item = {
  readonly hash: string;
  readonly facts: Facts;
  readonly key?: string;
  readonly value?: unknown;
  readonly bytes?: number;
  readonly media?: string;
};

/** Something a person should know about a result that was made all the same. */
export type Warning = { readonly code: string; readonly message: string };

/** What a step gave: an item, or a list of items, for each of its outputs. */
export type Result = {
  readonly items: Readonly<Record<string, Item | readonly Item[]>>;
  readonly warnings?: readonly Warning[];
};
