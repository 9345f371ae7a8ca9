import type { Weather } from '../scene.ts';
import { glow, gradient, type Pen } from './canvas.ts';
import type { Clock } from './clock.ts';
import { type Colour, css, hex, mix } from './colour.ts';
import { accents } from './inks.ts';
import { lotsOf } from './lots.ts';
import type { Palette } from './palette.ts';
import type { Stage } from './stage.ts';

/** Draws the weather before the lens; `share` from 0 (none) to 1 is how much of it there is. */
export type Sky = (pen: Pen, clock: Clock, share: number) => void;

type Flake = { readonly x: number; readonly y: number; readonly near: number; readonly phase: number };

function flakes(name: string, count: number): Flake[] {
  const lots = lotsOf('weather', name);
  return Array.from({ length: count }, () => ({ x: lots.next(), y: lots.next(), near: lots.next() ** 1.6, phase: lots.between(0, 6.28) }));
}

const wrapped = (share: number): number => share - Math.floor(share);

/** Rain in three depths: thin and slow far away, long and fast before the lens. */
function rain(stage: Stage, palette: Palette, heavy: boolean): Sky {
  const drops = flakes('rain', heavy ? 260 : 170);
  const colour = mix(palette.sky[3], palette.light, 0.6);
  const lean = heavy ? 0.34 : 0.14;
  return (pen, clock, share) => {
    pen.lineCap = 'butt';
    for (const level of [0, 1, 2]) {
      pen.strokeStyle = css(colour, (0.2 + 0.12 * level) * share);
      pen.lineWidth = stage.span * (0.0008 + 0.0006 * level);
      pen.beginPath();
      const fall = clock.times(1.5 + level * 0.7);
      const long = stage.height * (0.035 + 0.03 * level);
      for (const { x, y, near } of drops) {
        if (Math.floor(near * 3) !== level) continue;
        const down = wrapped(y + fall);
        const [left, top] = [wrapped(x - lean * 0.35 * down) * stage.width * 1.1, down * stage.height * 1.12 - long];
        pen.moveTo(left, top);
        pen.lineTo(left - long * lean, top + long);
      }
      pen.stroke();
    }
  };
}

/** Flakes, petals, dust: soft things that drift down and sway. */
function drifting(
  stage: Stage,
  about: {
    name: string;
    count: number;
    colours: readonly Colour[];
    pace: number;
    sway: number;
    size: number;
    wind: number;
    long?: number;
    rise?: boolean;
  },
): Sky {
  const bits = flakes(about.name, about.count);
  return (pen, clock, share) => {
    for (const [index, { x, y, near, phase }] of bits.entries()) {
      const fall = wrapped(y + clock.times(about.pace * (0.5 + near)) * (about.rise ? -1 : 1));
      const across = wrapped(x + about.wind * clock.times(0.2 + near * 0.2) + about.sway * Math.sin(clock.turn(1 + near) + phase));
      const size = stage.span * about.size * (0.35 + near);
      pen.fillStyle = css(
        about.colours[index % about.colours.length] ?? hex('#ffffff'),
        share * (0.45 + 0.5 * near) * (about.rise ? Math.min(1, fall * 1.6) : 1),
      );
      pen.beginPath();
      pen.ellipse(
        across * stage.width * 1.06 - stage.width * 0.03,
        fall * stage.height * 1.06 - stage.height * 0.03,
        size * (about.long ?? 1),
        size,
        about.long ? Math.sin(clock.turn(2.4) + phase) * 1.4 : 0,
        0,
        7,
      );
      pen.fill();
    }
  };
}

/** Two banks of mist that pass each other. */
function fog(stage: Stage, palette: Palette): Sky {
  const colour = mix(palette.sky[3], palette.light, 0.2);
  return (pen, clock, share) => {
    for (const [level, y, high, way] of [
      [0, 0.6, 0.34, 1],
      [1, 0.8, 0.3, -1],
    ] as const) {
      const shift = Math.sin(clock.turn(0.7) + level * 2) * stage.width * 0.03 * way;
      const [top, bottom] = [stage.height * (y - high), stage.height * (y + high * 0.6)];
      pen.fillStyle = gradient(
        pen,
        [shift, top, shift + stage.width * 0.04, bottom],
        [
          [0, colour, 0],
          [0.5, colour, 0.34 * share],
          [1, colour, 0],
        ],
      );
      pen.fillRect(0, top, stage.width, bottom - top);
    }
  };
}

/** A wall of dust: thick near the ground, with billows that roll past. */
function dust(stage: Stage, palette: Palette): Sky {
  const colour = mix(hex('#c98f52'), palette.ambient, 0.25);
  const billows = flakes('dust', 14);
  return (pen, clock, share) => {
    pen.fillStyle = gradient(
      pen,
      [0, 0, 0, stage.height],
      [
        [0, colour, 0.34 * share],
        [0.6, colour, 0.62 * share],
        [1, colour, 0.4 * share],
      ],
    );
    pen.fillRect(0, 0, stage.width, stage.height);
    for (const { x, y, near } of billows) {
      const left = wrapped(x + clock.times(0.12 + near * 0.12)) * stage.width * 1.5 - stage.width * 0.25;
      glow(pen, left, stage.height * (0.35 + 0.55 * y), stage.span * (0.12 + 0.16 * near), mix(colour, palette.light, 0.35), 0.4 * share);
    }
  };
}

/** A flash now and then, and a bolt that stands for a few frames. */
function lightning(stage: Stage, palette: Palette): Sky {
  const lots = lotsOf('bolt');
  const bolts = Array.from({ length: 3 }, () => ({
    x: lots.between(0.15, 0.85),
    points: Array.from({ length: 9 }, (_, index) => [lots.between(-0.03, 0.03) * (index + 1) * 0.6, (index + 1) / 9] as const),
  }));
  return (pen, clock, share) => {
    const cycle = clock.times(0.42);
    const [count, part] = [Math.floor(cycle), wrapped(cycle)];
    // The flash begins a little after the cycle does, so that neither end of a clip is lit.
    const since = part - 0.35;
    if (since < 0 || since > 0.14 || share < 0.3) return;
    const flash = since < 0.03 ? 1 : since < 0.05 ? 0.25 : since < 0.08 ? 0.75 : Math.max(0, 1 - (since - 0.08) / 0.06) * 0.45;
    pen.fillStyle = css(palette.light, 0.3 * flash * share);
    pen.fillRect(0, 0, stage.width, stage.height);
    const bolt = bolts[count % bolts.length];
    if (!bolt || flash < 0.3) return;
    pen.strokeStyle = css(mix(palette.light, [1, 1, 1], 0.6), flash);
    pen.lineJoin = 'miter';
    for (const wide of [0.006, 0.0022]) {
      pen.globalAlpha = wide > 0.004 ? 0.35 : 1;
      pen.lineWidth = stage.span * wide;
      pen.beginPath();
      pen.moveTo(bolt.x * stage.width, -4);
      for (const [aside, down] of bolt.points) pen.lineTo((bolt.x + aside) * stage.width, down * stage.horizon * 0.92);
      pen.stroke();
    }
    pen.globalAlpha = 1;
  };
}

/** Streaks of sand or wind close to the ground. */
function streaks(stage: Stage, colour: Colour, count: number): Sky {
  const lines = flakes('streaks', count);
  return (pen, clock, share) => {
    pen.lineCap = 'round';
    for (const { x, y, near } of lines) {
      const long = stage.width * (0.06 + 0.14 * near);
      const left = wrapped(x + clock.times(0.5 + near * 0.5)) * (stage.width + long * 2) - long;
      const level = stage.height * (0.3 + 0.68 * y);
      pen.strokeStyle = css(colour, share * (0.1 + 0.22 * near));
      pen.lineWidth = stage.span * (0.0012 + 0.002 * near);
      pen.beginPath();
      pen.moveTo(left - long, level);
      pen.quadraticCurveTo(left - long * 0.4, level - stage.span * 0.012, left, level + stage.span * 0.004);
      pen.stroke();
    }
  };
}

function embers(stage: Stage, palette: Palette): Sky {
  const sparks = drifting(stage, {
    name: 'embers',
    count: 70,
    colours: [palette.lamp, hex('#ff8a3c'), hex('#ffd98a')],
    pace: 0.22,
    sway: 0.025,
    size: 0.0034,
    wind: 1,
    rise: true,
  });
  return (pen, clock, share) => {
    pen.globalCompositeOperation = 'screen';
    glow(pen, stage.width / 2, stage.height, stage.span * 0.7, hex('#ff7a2c'), share * (0.28 + 0.04 * Math.sin(clock.turn(6))));
    pen.globalCompositeOperation = 'source-over';
    sparks(pen, clock, share);
  };
}

const both =
  (...skies: readonly Sky[]): Sky =>
  (pen, clock, share) => {
    for (const sky of skies) sky(pen, clock, share);
  };

/** The weather of a scene, ready to be drawn over it. */
export function weatherOf(weather: Weather, stage: Stage, palette: Palette): Sky {
  switch (weather) {
    case 'rain':
      return rain(stage, palette, false);
    case 'storm':
      return both(rain(stage, palette, true), lightning(stage, palette));
    case 'snow':
      return drifting(stage, {
        name: 'snow',
        count: 190,
        colours: [hex('#ffffff'), mix(palette.light, palette.sky[3], 0.3)],
        pace: 0.16,
        sway: 0.014,
        size: 0.0042,
        wind: -1,
      });
    case 'fog':
      return fog(stage, palette);
    case 'wind':
      return both(
        streaks(stage, mix(palette.light, palette.sky[2], 0.3), 14),
        drifting(stage, {
          name: 'leaves',
          count: 16,
          colours: [hex('#c9783a'), hex('#a8893f'), palette.ink],
          pace: 0.2,
          sway: 0.02,
          size: 0.0052,
          wind: 2,
          long: 1.9,
        }),
      );
    case 'sand':
      return both(dust(stage, palette), streaks(stage, mix(hex('#f3d7a8'), palette.ambient, 0.2), 90));
    case 'embers':
      return embers(stage, palette);
    case 'confetti':
      return drifting(stage, { name: 'confetti', count: 80, colours: accents, pace: 0.18, sway: 0.02, size: 0.0046, wind: 0, long: 1.8 });
    case 'petals':
      return drifting(stage, {
        name: 'petals',
        count: 46,
        colours: [hex('#ffc1d2'), hex('#ff9fbd'), hex('#ffe3ea')],
        pace: 0.13,
        sway: 0.03,
        size: 0.005,
        wind: -1,
        long: 1.7,
      });
    case 'bubbles':
      return drifting(stage, {
        name: 'bubbles',
        count: 34,
        colours: [palette.light],
        pace: 0.16,
        sway: 0.012,
        size: 0.004,
        wind: 0,
        rise: true,
      });
    default:
      return () => undefined;
  }
}
