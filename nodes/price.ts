import type { Facts } from './facts.ts';
import type { StepKind } from './steps.ts';

export const tiers = ['animatic', 'draft', 'standard', 'premium'] as const;
export type Tier = (typeof tiers)[number];

/** Integer millionths of a US dollar. */
export type Micros = number;

/** How long work takes: `base` seconds plus `perSecond` for each second of media given. */
export type Pace = { readonly base: number; readonly perSecond: number };

/** Micro-USD for a thousand tokens that are read, and how many tokens a step takes at most. */
export type TokenPrice = {
  readonly text: Micros;
  /** Of a text that the service knows from a request before. */
  readonly cached?: Micros;
  /** Of pictures. */
  readonly picture?: Micros;
  /** The estimate is made of these ceilings, and a service that takes one is told never to make more. */
  readonly most: {
    /** Read besides the step's own text, and for each picture. */
    readonly read: number;
    readonly readPerPicture?: number;
    /** Made for any step, and on top for each character of its text, each shot, each 1024 × 1024 pixels. */
    readonly made: number;
    readonly madePerCharacter?: number;
    readonly madePerShot?: number;
    readonly madePerSquare?: number;
  };
};

/** What a price may depend on besides facts: what the step is told, and what it reads by name. */
type Asked = { readonly params: Readonly<Record<string, unknown>>; readonly reads: Readonly<Record<string, unknown>> };

/** A model that can be chosen, with what it accepts and what it costs. Plain data; the rows live in `executors/catalogue/`. */
export type Row = {
  readonly id: string;
  readonly title: string;
  readonly provider: string;
  /** Behaviour version: raise it only when the same request gives another result. Part of the fingerprint. */
  readonly rev: number;
  readonly kinds: readonly StepKind[];
  readonly tier: Tier;
  /** The inputs it can use; a step that reads anything else cannot go to this row. */
  readonly takes: readonly string[];
  /** The inputs without which it cannot work. */
  readonly needs?: readonly string[];
  readonly maxSeconds?: number;
  readonly maxWidth?: number;
  readonly maxHeight?: number;
  /** Frames that are sold, width × height; a step goes to the one of its shape. Without them any shape will do. */
  readonly sizes?: readonly (readonly [width: number, height: number])[];
  /** Lengths that are sold, ascending: a request is billed as the next one up. */
  readonly billedSeconds?: readonly number[];
  /** By tokens, `micros` buys a thousand that are made, and `tokens` says the rest. */
  readonly price: {
    readonly per: 'second' | 'image' | 'call' | 'character' | 'thousand tokens';
    readonly micros: Micros;
    readonly tokens?: TokenPrice;
  };
  readonly pace: Pace;
  /** The model as its provider calls it, and what of a request is the same for every step of this row. */
  readonly remote?: string;
  readonly sends?: Readonly<Record<string, string | number | boolean>>;
  /** Where and when the price was published. */
  readonly priceSource?: { readonly title: string; readonly url?: string; readonly date: string };
  /** True where a credential or a connected agent can serve it now. */
  readonly available: boolean;
  /** It, or its provider (`who`), keeps failing since a time, and is not chosen by itself until another; RFC 3339. */
  readonly failing?: { readonly who: string; readonly since: string; readonly until: string };
};

/** Shapes count as alike where cutting the edges would hardly be seen. */
const alike = 1.05;

/** The frame that is sold for this one: of its shape, the nearest in size. Undefined where none has its shape. */
export function soldSize(row: Row, width: number, height: number): readonly [width: number, height: number] | undefined {
  const ratio = ([w, h]: readonly [number, number]): number => (w / h) * (height / width);
  const fitting = (row.sizes ?? []).filter((size) => ratio(size) < alike && ratio(size) > 1 / alike);
  return fitting.toSorted((a, b) => Math.abs(a[0] - width) - Math.abs(b[0] - width))[0];
}

/**
 * The price of one step on one row, in micro-USD, from the facts of the step's first output and of the text it reads. By
 * tokens it is a ceiling: what is charged is told afterwards.
 */
export function priceOf(row: Row, gives: Facts | undefined, text: Facts | undefined, asked?: Asked): Micros {
  const { per, micros, tokens } = row.price;
  if (micros === 0) return 0;
  if (tokens) return tokenPrice(row, tokens, { gives, text, asked });
  if (per === 'character') return Math.ceil((text?.characters ?? 0) * micros);
  if (per !== 'second') return micros;
  const seconds = gives?.seconds ?? 0;
  return Math.ceil((row.billedSeconds?.find((sold) => sold >= seconds) ?? seconds) * micros);
}

type TokenWork = { readonly gives?: Facts | undefined; readonly text?: Facts | undefined; readonly asked?: Asked | undefined };

/** No text has more tokens than signs worth mentioning. */
function tokenPrice({ price }: Row, tokens: TokenPrice, work: TokenWork): Micros {
  const { most, text, picture = text } = tokens;
  const read = (most.read + (work.text?.characters ?? 0)) * text;
  const seen = (most.readPerPicture ?? 0) * picturesRead(work.asked) * picture;
  return Math.ceil((read + seen + mostMade(tokens, work) * price.micros) / 1000);
}

const picturesRead = (asked: Asked | undefined): number => ['reference', 'mask'].filter((name) => asked?.reads[name]).length;

/** The most tokens that a step makes on a row that is sold by them. */
export function mostMade({ most }: TokenPrice, { gives, text, asked }: TokenWork): number {
  const shots = asked?.params.shots === 'auto' ? mostShots : ((asked?.params.shots as number | undefined) ?? 0);
  const letters = shots > 0 ? 0 : (text?.characters ?? 0);
  return Math.ceil(
    most.made + (most.madePerCharacter ?? 0) * letters + (most.madePerShot ?? 0) * shots + (most.madePerSquare ?? 0) * squares(gives),
  );
}

/** The most shots of a plan that chooses their number. */
const mostShots = 12;

/** A picture in pieces of 1024 × 1024 pixels, one at least; sides count in steps of 16. */
function squares({ width = 0, height = 0 }: Facts = {}): number {
  const side = (pixels: number): number => Math.ceil(pixels / 16) * 16;
  return Math.max(1, (side(width) * side(height)) / 1024 ** 2);
}
