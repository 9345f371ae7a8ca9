import { z } from 'zod';

/** Where the eye should rest: from frame `frame` on, gliding evenly to the next. Shares of the whole frame's width and height. */
export type Focus = {
  readonly frame: number;
  readonly x: number;
  readonly y: number;
  /** Another clip begins here; where the place leaps, so may a window that follows. */
  readonly cut?: true | undefined;
};

/**
 * What an animatic film says of its picture, so that what is made from it can frame it anew and still call it an animatic.
 * A film in which only some pictures are an animatic's carries the mark with empty parts.
 */
export type AnimaticMark = {
  /** Share of the height that the caption band takes at the bottom. */
  readonly band: number;
  /** Share of the height that the slate takes at the top. */
  readonly slate: number;
  /** Words fill the picture, so no part of its width may be cut off. */
  readonly whole: boolean;
  /** In order of their frames; empty where nobody knows. */
  readonly focus: readonly Focus[];
};

/** The mark of a film of which no more is known than that an animatic is seen in it. */
export const onlyLabel: AnimaticMark = { band: 0, slate: 0, whole: false, focus: [] };

/** The name under which an MP4 carries the mark, as JSON. */
const markTag = 'filmloom_animatic';

/** What the file says of itself; the silhouettes' licence asks for the credit. */
const comment = 'Animatic: drawn from words, not made by a model. Silhouettes: game-icons.net, CC BY 3.0';

/** A film of hours keeps its mark within one argument of a program, which ends at 128 KiB. */
const mostFocus = 2000;

const share = z.number().min(0).max(1);
const edge = z.number().min(0).max(0.45);
const focusSchema = z.object({ frame: z.int().min(0), x: share, y: share, cut: z.literal(true).optional() });
const markSchema = z.object({
  band: edge,
  slate: edge,
  whole: z.boolean(),
  focus: z
    .array(focusSchema)
    .max(mostFocus)
    .refine((list) => list.every(({ frame }, index) => frame > (list[index - 1]?.frame ?? -1))),
});

/** The tags that hold the mark and the credit; none for a film without a mark. */
export function markTags(mark: AnimaticMark | undefined): Record<string, string> {
  if (!mark) return {};
  const every = Math.ceil(mark.focus.length / mostFocus);
  const focus = every <= 1 ? mark.focus : mark.focus.filter((_, index) => index % every === 0);
  return { [markTag]: JSON.stringify({ ...mark, focus }), comment };
}

/** Output options of ffmpeg that write these tags into an MP4. */
export function markArgs(mark: AnimaticMark | undefined): string[] {
  return Object.entries(markTags(mark)).flatMap(([tag, text]) => ['-metadata', `${tag}=${text}`]);
}

/** The mark in a file's tags. One that cannot be read, as files come from anywhere, still says that an animatic is seen. */
export function markOf(tags: Readonly<Record<string, string>>): AnimaticMark | undefined {
  const text = tags[markTag];
  if (text === undefined) return undefined;
  return markSchema.safeParse(parsed(text)).data ?? onlyLabel;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
