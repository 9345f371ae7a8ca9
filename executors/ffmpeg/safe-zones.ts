import { platformPresets, type platforms } from '#nodes/steps.ts';

export type Platform = (typeof platforms)[number];

/** Shares of the frame, from each side, that a platform covers with its own names, words and buttons. */
export type Margins = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

/**
 * What each platform keeps for itself, as commonly published by third-party guides in November 2026; adjust in the table.
 * Shares of the frame. Where only a player with its controls lies over the picture, a title-safe edge and room for those.
 */
export const safeMargins: Readonly<Record<Platform, Margins & { readonly title: string }>> = {
  'instagram-reels': { title: 'Instagram Reels', top: 0.14, bottom: 0.35, left: 0.06, right: 0.06 },
  // To the right, a column of buttons.
  tiktok: { title: 'TikTok', top: 0.07, bottom: 0.2, left: 0.06, right: 0.13 },
  'youtube-shorts': { title: 'YouTube Shorts', top: 0.15, bottom: 0.25, left: 0.05, right: 0.18 },
  linkedin: { title: 'LinkedIn', top: 0.05, bottom: 0.1, left: 0.05, right: 0.05 },
  facebook: { title: 'Facebook', top: 0.05, bottom: 0.1, left: 0.05, right: 0.05 },
  x: { title: 'X', top: 0.05, bottom: 0.12, left: 0.05, right: 0.05 },
};

/** A part of a frame in whole pixels. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/**
 * Where captions may stand in a frame: clear of every platform that shows frames of this size, so that one file serves
 * them all, whichever of them were asked for. Words stand in the middle, so both sides keep the wider margin.
 */
export function captionZone(frame: { readonly width: number; readonly height: number }): Box {
  const same = (Object.keys(safeMargins) as Platform[]).filter(
    (platform) => platformPresets[platform].width === frame.width && platformPresets[platform].height === frame.height,
  );
  const margins = same.map((platform) => safeMargins[platform]);
  const most = (side: keyof Margins): number => Math.max(0.05, ...margins.map((each) => each[side]));
  const side = Math.ceil(frame.width * Math.max(most('left'), most('right')));
  const top = Math.ceil(frame.height * most('top'));
  return { x: side, y: top, width: frame.width - 2 * side, height: Math.floor(frame.height * (1 - most('bottom'))) - top };
}
