/**
 * What is known of one element without seeing it. `seconds` length · `width`, `height` pixels · `fps` frames a second ·
 * `audio` whether a video carries sound · `characters` length of a text or of a shot's narration · `spoken`, `spelt`
 * ceilings, see `ceilingOf`: the most seconds that the words of a text, a shot or a voice take · `share` the part of
 * `spoken` and `characters` that counts for this element where the elements of a list have their words from one text.
 */
export type Facts = {
  readonly seconds?: number;
  readonly width?: number;
  readonly height?: number;
  readonly fps?: number;
  readonly audio?: boolean;
  readonly characters?: number;
  readonly spoken?: number;
  readonly spelt?: number;
  readonly share?: number;
};

/** The facts of one element of a list that a step promises, with the key it will carry (else its position from 1). */
export type Promised = Facts & { readonly key?: string };

/**
 * One possible world. A fact rule asks it for whatever is not certain; a range is then several whole worlds, never
 * arithmetic on ranges.
 */
export type World = {
  /** A whole number between `least` and `most`. */
  count(least: number, most: number): number;
  /** A number between `least` and `most`. */
  amount(least: number, most: number): number;
};

export type Span = { readonly min: number; readonly max: number };
