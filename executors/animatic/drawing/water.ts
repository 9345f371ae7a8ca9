import { gradient, type Pen } from './canvas.ts';
import { type Colour, css, hex, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import { type Lots, lotsOf } from './lots.ts';
import { layerColour, type Palette } from './palette.ts';
import type { Disc } from './sky.ts';
import { across, type Layer, type Stage, under } from './stage.ts';

const tint = hex('#2b7f9e');

/** The still surface to the horizon, with the disc's light on it. */
export function waterLayer(stage: Stage, palette: Palette, disc: Disc, seed: number, top = stage.horizon): Layer {
  const box = across(stage, top, under(stage));
  return {
    depth: 0.3,
    box,
    draw(pen) {
      const far = mix(layerColour(palette, 0.8, tint, 0.35), palette.sky[3], 0.3);
      const near = layerColour(palette, 0.12, tint, 0.4);
      pen.fillStyle = gradient(pen, [0, top, 0, stage.height], [[0, far], [0.25, mix(far, near, 0.45)], [1, near]]);
      pen.fillRect(box.x, box.y, box.width, box.height);
      if (palette.disc !== 'none') glitter(pen, stage, palette, disc, top, lotsOf(seed, 'glitter'));
      streaks(pen, stage, palette, top, lotsOf(seed, 'streaks'));
      layGrain(pen, box);
    },
  };
}

/** The road of light below the disc: short flat strokes, wider and rarer as they come nearer. */
function glitter(pen: Pen, stage: Stage, palette: Palette, disc: Disc, top: number, lots: Lots): void {
  const deep = stage.height - top;
  for (let stroke = 0; stroke < 150; stroke++) {
    const near = lots.next() ** 1.4;
    const y = top + deep * near * 0.9 + 1;
    const spread = disc.radius * (0.7 + near * 2.6);
    const length = disc.radius * lots.between(0.25, 0.95) * (0.5 + near);
    pen.fillStyle = css(palette.light, (1 - near * 0.75) * lots.between(0.22, 0.7));
    pen.beginPath();
    pen.ellipse(disc.x + (lots.next() + lots.next() - 1) * spread, y, length, Math.max(0.7, stage.span * 0.0011 * (1 + near * 2.4)), 0, 0, 7);
    pen.fill();
  }
}

function streaks(pen: Pen, stage: Stage, palette: Palette, top: number, lots: Lots): void {
  for (let streak = 0; streak < 46; streak++) {
    const near = lots.next() ** 1.3;
    pen.fillStyle = css(mix(palette.sky[3], palette.light, 0.3), lots.between(0.05, 0.2) * (1 - near * 0.5));
    pen.beginPath();
    pen.ellipse(lots.between(-stage.margin, stage.width + stage.margin), top + (stage.height - top) * near, stage.span * lots.between(0.03, 0.12), stage.span * 0.0009 * (1 + near * 2), 0, 0, 7);
    pen.fill();
  }
}

export type Swell = {
  /** Height of the waves as a share of the span. */
  readonly high: number;
  /** Waves across the frame. */
  readonly count: number;
  /** Pointed crests with foam. */
  readonly rough: boolean;
};

/** A row of waves that rolls and bobs. `near` from 0 (at the horizon) to 1 (before the lens). */
export function waveLayer(stage: Stage, palette: Palette, { near, depth, swell, seed }: { near: number; depth: number; swell: Swell; seed: number }): Layer {
  const lots = lotsOf(seed, 'wave', near);
  const base = stage.horizon + (stage.height - stage.horizon) * near;
  const high = stage.span * swell.high * (0.35 + near);
  const length = stage.width / (swell.count * (1.55 - near * 0.8));
  const [phase, pace] = [lots.between(0, 9), lots.between(0.5, 0.75) * (swell.rough ? 1.5 : 1)];
  const body = layerColour(palette, 0.62 * (1 - near) + 0.04, tint, 0.42);
  const crest = mix(body, palette.sky[3], 0.28);
  const surface = surfaceOf({ base, high, length, phase, pace, rough: swell.rough });
  const bottom = Math.min(under(stage), base + (stage.height - stage.horizon) * 0.55 + high);
  return {
    depth,
    box: across(stage, base - high * 2, under(stage)),
    live(pen, seconds) {
      const step = Math.max(4, stage.span / 130);
      traceWave(pen, stage, surface, seconds, step, near > 0.7 ? under(stage) : bottom);
      pen.fillStyle = gradient(pen, [0, base - high, 0, bottom], [[0, mix(body, crest, 0.55)], [0.3, body], [1, body, near > 0.7 ? 1 : 0]]);
      pen.fill();
      strokeCrest(pen, stage, surface, seconds, step, swell.rough ? mix(crest, palette.light, 0.5) : crest, swell.rough);
    },
  };
}

type Surface = (x: number, seconds: number) => number;

function surfaceOf({ base, high, length, phase, pace, rough }: { base: number; high: number; length: number; phase: number; pace: number; rough: boolean }): Surface {
  const rate = (2 * Math.PI) / length;
  return (x, seconds) => {
    const along = x * rate + phase + seconds * pace;
    const swell = Math.sin(along) + 0.35 * Math.sin(along * 0.47 + seconds * 0.6) + (rough ? 0.22 * Math.sin(along * 2.1 + seconds) : 0);
    // Raising the crest to a power narrows it: calm water is round, rough water is pointed.
    const shaped = rough ? ((swell + 1.57) / 3.14) ** 2.2 * 2.6 - 1 : swell * 0.7;
    return base - high * shaped;
  };
}

function traceWave(pen: Pen, stage: Stage, surface: Surface, seconds: number, step: number, bottom: number): void {
  const [left, right] = [-stage.margin, stage.width + stage.margin];
  pen.beginPath();
  pen.moveTo(left, bottom);
  for (let x = left; x <= right + step; x += step) pen.lineTo(x, surface(x, seconds));
  pen.lineTo(right, bottom);
  pen.closePath();
}

function strokeCrest(pen: Pen, stage: Stage, surface: Surface, seconds: number, step: number, colour: Colour, foam: boolean): void {
  pen.beginPath();
  for (let x = -stage.margin; x <= stage.width + stage.margin; x += step) {
    const y = surface(x, seconds);
    x === -stage.margin ? pen.moveTo(x, y) : pen.lineTo(x, y);
  }
  pen.strokeStyle = css(colour, foam ? 0.75 : 0.5);
  pen.lineWidth = stage.span * (foam ? 0.0032 : 0.0018);
  pen.stroke();
}

/** Height of floating things above their place at a moment, in shares of the swell, and how far they roll in radians. */
export function bob(seconds: number, phase: number, rough: boolean): { lift: number; roll: number } {
  const pace = rough ? 1.7 : 1;
  return { lift: Math.sin(seconds * pace + phase), roll: Math.sin(seconds * pace * 0.8 + phase + 1) * (rough ? 0.11 : 0.035) };
}

