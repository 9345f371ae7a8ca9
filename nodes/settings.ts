/** The pictures a graph makes: `width` and `height` in pixels, `fps` frames a second. */
export type Frame = { readonly width: number; readonly height: number; readonly fps: number };

export const aspects = ['16:9', '9:16', '1:1', '4:5', '21:9'] as const;
export type Aspect = (typeof aspects)[number];
export const resolutions = ['480p', '720p', '1080p'] as const;
export type Resolution = (typeof resolutions)[number];

const shortSide: Record<Resolution, number> = { '480p': 480, '720p': 720, '1080p': 1080 };
const even = (pixels: number): number => Math.round(pixels / 2) * 2;

/** The frame of an aspect at a resolution; the resolution names the shorter side. */
export function frameOf(aspect: Aspect, resolution: Resolution, fps = 30): Frame {
  const [across = 16, down = 9] = aspect.split(':').map(Number);
  const short = shortSide[resolution];
  return across >= down
    ? { width: even((short * across) / down), height: short, fps }
    : { width: short, height: even((short * down) / across), fps };
}
