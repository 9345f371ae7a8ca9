import { gradient, type Pen } from './canvas.ts';
import type { Clock } from './clock.ts';
import { type Colour, css, hex, lit, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import { type Lots, lotsOf } from './lots.ts';
import type { Palette } from './palette.ts';
import type { Disc } from './sky.ts';
import { across, type Layer, type Stage, under } from './stage.ts';

const tint = hex('#2b7f9e');

/** Water shows the sky upside down and darker; `near` from 0 (at the horizon) to 1 (before the lens). */
function mirrored(palette: Palette, near: number): Colour {
  const [, high, low, horizon] = palette.sky;
  const sky = near < 0.3 ? mix(horizon, low, near / 0.3) : mix(low, high, (near - 0.3) / 0.7);
  const deep = mix(sky, lit(tint, palette.ambient), 0.22 + 0.2 * near);
  return mix(deep, palette.ink, 0.1 + 0.52 * near);
}

/** The still surface to the horizon, with the disc's light on it. */
export function waterLayer(stage: Stage, palette: Palette, disc: Disc, seed: number, top = stage.horizon): Layer {
  const box = across(stage, top, under(stage));
  return {
    depth: 0.3,
    box,
    draw(pen) {
      pen.fillStyle = gradient(
        pen,
        [0, top, 0, stage.height],
        [
          [0, mirrored(palette, 0)],
          [0.12, mirrored(palette, 0.14)],
          [0.45, mirrored(palette, 0.5)],
          [1, mirrored(palette, 1)],
        ],
      );
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
    pen.ellipse(
      disc.x + (lots.next() + lots.next() - 1) * spread,
      y,
      length,
      Math.max(0.7, stage.span * 0.0011 * (1 + near * 2.4)),
      0,
      0,
      7,
    );
    pen.fill();
  }
}

function streaks(pen: Pen, stage: Stage, palette: Palette, top: number, lots: Lots): void {
  for (let streak = 0; streak < 46; streak++) {
    const near = lots.next() ** 1.3;
    pen.fillStyle = css(mix(palette.sky[3], palette.light, 0.3), lots.between(0.05, 0.2) * (1 - near * 0.5));
    pen.beginPath();
    pen.ellipse(
      lots.between(-stage.margin, stage.width + stage.margin),
      top + (stage.height - top) * near,
      stage.span * lots.between(0.03, 0.12),
      stage.span * 0.0009 * (1 + near * 2),
      0,
      0,
      7,
    );
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
export function waveLayer(
  stage: Stage,
  palette: Palette,
  { near, depth, swell, seed }: { near: number; depth: number; swell: Swell; seed: number },
): Layer {
  const lots = lotsOf(seed, 'wave', near);
  const base = stage.horizon + (stage.height - stage.horizon) * near;
  const high = stage.span * swell.high * (0.35 + near);
  const length = stage.width / (swell.count * (1.55 - near * 0.8));
  const [phase, pace] = [lots.between(0, 9), lots.between(0.5, 0.75) * (swell.rough ? 1.5 : 1)];
  const body = mix(mirrored(palette, 0.15 + near * 0.85), palette.ink, swell.rough ? 0.22 : 0.1);
  const crest = mix(body, palette.sky[3], swell.rough ? 0.42 : 0.34);
  const surface = surfaceOf({ base, high, length, phase, pace, rough: swell.rough });
  // A wave fades into the water below it after a little; only the nearest reaches the lower edge.
  const bottom = near > 0.7 ? under(stage) : Math.min(under(stage), base + high * 3 + stage.span * 0.05);
  return {
    depth,
    box: across(stage, base - high * 2, under(stage)),
    live(pen, clock) {
      const line = traceSurface(stage, surface(clock), Math.max(4, stage.span / 130));
      fillBelow(pen, line, bottom);
      pen.fillStyle = gradient(
        pen,
        [0, base - high, 0, bottom],
        [
          [0, crest],
          [Math.min(0.6, (high * 2.2) / (bottom - base + high)), body],
          [1, mix(body, palette.ink, 0.2), near > 0.7 ? 1 : 0],
        ],
      );
      pen.fill();
      if (swell.rough) foam(pen, line, base - high * 0.35, mix(crest, palette.light, 0.62), stage.span * 0.0045);
      else strokeCrest(pen, line, mix(crest, palette.light, 0.2), stage.span * 0.0014, 0.55);
    },
  };
}

type Surface = (clock: Clock) => (x: number) => number;

function surfaceOf({
  base,
  high,
  length,
  phase,
  pace,
  rough,
}: {
  base: number;
  high: number;
  length: number;
  phase: number;
  pace: number;
  rough: boolean;
}): Surface {
  const rate = (2 * Math.PI) / length;
  return (clock) => {
    const [first, second, third] = [clock.turn(pace) + phase, clock.turn(pace * 0.8) + phase * 2, clock.turn(pace * 1.6) + phase * 3];
    return (x) => {
      const swell =
        Math.sin(x * rate + first) + 0.35 * Math.sin(x * rate * 0.47 + second) + (rough ? 0.22 * Math.sin(x * rate * 2.1 + third) : 0);
      // Raising the crest to a power narrows it: calm water is round, rough water is pointed.
      return base - high * (rough ? ((swell + 1.57) / 3.14) ** 2.2 * 2.6 - 1 : swell * 0.7);
    };
  };
}

type Line = readonly (readonly [x: number, y: number])[];

function traceSurface(stage: Stage, surface: (x: number) => number, step: number): Line {
  const line: [number, number][] = [];
  for (let x = -stage.margin; x <= stage.width + stage.margin + step; x += step) line.push([x, surface(x)]);
  return line;
}

function fillBelow(pen: Pen, line: Line, bottom: number): void {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last) return;
  pen.beginPath();
  pen.moveTo(first[0], bottom);
  for (const [x, y] of line) pen.lineTo(x, y);
  pen.lineTo(last[0], bottom);
  pen.closePath();
}

function strokeCrest(pen: Pen, line: Line, colour: Colour, thick: number, opacity: number): void {
  pen.beginPath();
  for (const [index, [x, y]] of line.entries()) index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y);
  pen.strokeStyle = css(colour, opacity);
  pen.lineWidth = thick;
  pen.stroke();
}

/** White water where the crests are high, thicker towards their tops. */
function foam(pen: Pen, line: Line, level: number, colour: Colour, thick: number): void {
  pen.fillStyle = css(colour, 0.85);
  pen.beginPath();
  let open = false;
  const back: [number, number][] = [];
  const close = () => {
    for (const [x, y] of back.reverse()) pen.lineTo(x, y);
    back.length = 0;
    open = false;
  };
  for (const [x, y] of line) {
    if (y > level) {
      if (open) close();
      continue;
    }
    open ? pen.lineTo(x, y) : pen.moveTo(x, y);
    open = true;
    back.push([x, y + Math.min(thick * 2.4, (level - y) * 0.32)]);
  }
  if (open) close();
  pen.fill();
}

/** How far a floating thing is lifted (-1 to 1) and rolled (in radians) at a moment. */
export function bob(clock: Clock, phase: number, rough: boolean): { lift: number; roll: number } {
  const pace = rough ? 1.7 : 1;
  return { lift: Math.sin(clock.turn(pace) + phase), roll: Math.sin(clock.turn(pace * 0.8) + phase + 1) * (rough ? 0.11 : 0.035) };
}
