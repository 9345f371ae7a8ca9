import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { centred, trackExpression, windowFilters, windowOf } from '#executors/ffmpeg/crop-window.ts';
import { chainText } from '#executors/ffmpeg/filtergraph.ts';
import type { CropKey } from '#executors/ffmpeg/smart-crop.ts';

const picture = { width: 320, height: 180 };
const frame = { width: 90, height: 160 };

/** Left edge of the window in each frame, read from a ramp of grey that rises by 200 from left to right. */
function edges(keys: readonly CropKey[], frames: number): number[] {
  const ramp = `nullsrc=s=320x180:r=30:d=${frames / 30},format=gray,geq=lum='16+200*X/320'`;
  const graph = `${ramp},format=yuv420p,${chainText(windowFilters(picture, frame, keys))},format=gray,crop=2:2:0:80,scale=1:1:flags=area`;
  const out = execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', graph, '-f', 'rawvideo', '-pix_fmt', 'gray', '-']);
  return [...out].map((grey) => (grey - 16) / 200);
}

describe('windowFilters', () => {
  it('puts the window where the track says, frame by frame', () => {
    const keys = [
      { at: 0, position: 0.1 },
      { at: 10, position: 0.1 },
      { at: 20, position: 0.6 },
      { at: 21, position: 0.2 },
    ];
    const found = edges(keys, 30);
    expect(found).toHaveLength(30);
    for (const [at, place] of [
      [0, 0.1],
      [9, 0.1],
      [15, 0.35],
      [20, 0.6],
      [21, 0.2],
      [29, 0.2],
    ] as const) {
      expect(Math.abs((found[at] ?? 0) - place), `frame ${at}`).toBeLessThan(0.02);
    }
  });

  it('keeps the window inside the picture at both ends', () => {
    expect(edges([{ at: 0, position: 0 }], 1)[0]).toBeLessThan(0.01);
    expect(Math.abs((edges([{ at: 0, position: 1 }], 1)[0] ?? 0) - (1 - 81 / 256))).toBeLessThan(0.02);
  });

  it('has the size of the frame for pictures of any shape', () => {
    for (const [width, height] of [
      [320, 180],
      [180, 320],
      [200, 200],
      [640, 90],
      [322, 178],
    ] as const) {
      const filters = chainText(windowFilters({ width, height }, frame, centred({ width, height }, frame)));
      const graph = `testsrc2=s=${width}x${height}:r=1:d=1,format=yuv420p,${filters}`;
      const out = execFileSync('ffmpeg', [
        '-v',
        'error',
        '-f',
        'lavfi',
        '-i',
        graph,
        '-frames:v',
        '1',
        '-f',
        'rawvideo',
        '-pix_fmt',
        'gray',
        '-',
      ]);
      expect(out.length, `${width}x${height}`).toBe(90 * 160);
    }
  });
});

describe('trackExpression', () => {
  it('takes a thousand keys', () => {
    const keys = Array.from({ length: 1000 }, (_, at) => ({ at, position: (at % 2) * 0.5 }));
    const expression = trackExpression(keys);
    expect(expression.length).toBeLessThan(60_000);
    expect(edges(keys, 6).map((edge) => Math.round(edge * 2) / 2)).toEqual([0, 0.5, 0, 0.5, 0, 0.5]);
  });
});

describe('windowOf', () => {
  it('says along which side the window moves and how much of it is seen', () => {
    expect(windowOf({ width: 1280, height: 720 }, { width: 1920, height: 1080 })).toBeUndefined();
    expect(windowOf({ width: 1280, height: 720 }, { width: 1080, height: 1920 })).toEqual({ along: 'x', share: 81 / 256 });
    expect(windowOf({ width: 720, height: 1280 }, { width: 1000, height: 1000 })).toEqual({ along: 'y', share: 0.5625 });
  });
});
