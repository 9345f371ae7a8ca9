import type { Place } from '../scene.ts';

/** What a noun looks like. */
export type Word = {
  readonly silhouette: string;
  readonly metres: number;
  readonly place: Place;
  /** Buildings and trees stand behind; the rest comes to the front. */
  readonly landmark: boolean;
  /** Animals move by themselves and may have a name and an accent. */
  readonly alive: boolean;
};

/** Lines of one kind of noun: `silhouette metres: noun, noun`. A silhouette without a prefix is an icon. */
export type Lines = { readonly place: Place; readonly landmark?: boolean; readonly alive?: boolean; readonly lines: string };
