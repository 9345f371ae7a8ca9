import { glow, gradient, type Pen, polygon, smooth } from './canvas.ts';
import type { Clock } from './clock.ts';
import { type Colour, css, mix } from './colour.ts';
import { lotsOf } from './lots.ts';
import type { Palette } from './palette.ts';
import { broad } from './trees.ts';

/** The tones in which a thing is drawn. */
export type Tones = { readonly face: Colour; readonly edge: Colour; readonly line: Colour; readonly palette: Palette };

/** Draws in units of its own height with the foot at (0, 0); y grows downwards. The clock moves what moves. */
export type DrawnThing = { readonly aspect: number; readonly draw: (pen: Pen, tones: Tones, clock: Clock) => void };

function block(pen: Pen, x: number, y: number, wide: number, high: number, colour: Colour, round = 0): void {
  pen.fillStyle = css(colour);
  pen.beginPath();
  pen.roundRect(x, y, wide, high, round);
  pen.fill();
}

const sideLight = (pen: Pen, wide: number, { face, edge, line }: Tones) => gradient(pen, [-wide, 0, wide, 0], [[0, mix(face, line, 0.35)], [0.35, edge], [0.6, face], [1, mix(face, line, 0.6)]]);

const lighthouse: DrawnThing = {
  aspect: 0.36,
  draw(pen, tones, clock) {
    const { palette, line } = tones;
    beam(pen, palette, clock);
    pen.fillStyle = sideLight(pen, 0.13, tones);
    polygon(pen, [[-0.135, 0], [-0.085, -0.76], [0.085, -0.76], [0.135, 0]]);
    pen.fill();
    const red = mix([0.78, 0.2, 0.2], palette.ink, palette.lamps ? 0.42 : 0.15);
    for (const [from, to] of [[0.1, 0.26], [0.42, 0.58]] as const) {
      const half = (level: number) => 0.135 - (0.05 * level) / 0.76;
      pen.fillStyle = gradient(pen, [-0.13, 0, 0.13, 0], [[0, mix(red, palette.ink, 0.4)], [0.35, mix(red, palette.light, 0.12)], [1, mix(red, palette.ink, 0.6)]]);
      polygon(pen, [[-half(from), -from], [-half(to), -to], [half(to), -to], [half(from), -from]]);
      pen.fill();
    }
    for (const [x, y] of [[0.005, -0.34], [-0.01, -0.66]] as const) block(pen, x - 0.018, y - 0.05, 0.036, 0.055, palette.lamps ? palette.lamp : line, 0.018);
    block(pen, -0.028, -0.085, 0.056, 0.085, line, 0.01);
    block(pen, -0.135, -0.785, 0.27, 0.028, mix(line, palette.light, 0.08));
    pen.fillStyle = css(line);
    for (let post = -4; post <= 4; post++) pen.fillRect(post * 0.031 - 0.003, -0.835, 0.006, 0.05);
    pen.fillRect(-0.13, -0.838, 0.26, 0.008);
    block(pen, -0.062, -0.905, 0.124, 0.12, palette.lamps ? mix(palette.lamp, palette.light, 0.55) : mix(palette.sky[2], palette.light, 0.4));
    pen.fillStyle = css(line);
    for (const x of [-0.062, -0.024, 0.018, 0.055]) pen.fillRect(x, -0.905, 0.008, 0.12);
    smooth(pen, [[-0.085, -0.9], [-0.07, -0.94], [0, -0.985], [0.07, -0.94], [0.085, -0.9], [0, -0.9]]);
    pen.fill();
    pen.fillRect(-0.005, -1, 0.01, 0.04);
  },
};

/** The light that goes round: two cones whose reach swings with the turn of the lamp. */
function beam(pen: Pen, palette: Palette, clock: Clock): void {
  if (!palette.lamps) return;
  const turn = clock.turn(0.9) + 0.5;
  pen.save();
  for (const half of [0, Math.PI]) {
    const reach = Math.cos(turn + half);
    const [long, wide] = [2.6 * reach, 0.1 + 0.34 * Math.abs(reach)];
    const light = pen.createLinearGradient(0, 0, long, 0);
    light.addColorStop(0, css(palette.lamp, 0.55));
    light.addColorStop(0.4, css(palette.lamp, 0.17));
    light.addColorStop(1, css(palette.lamp, 0));
    pen.fillStyle = light;
    polygon(pen, [[0, -0.862], [long, -0.845 - wide], [long, -0.845 + wide * 0.8], [0, -0.83]]);
    pen.fill();
  }
  glow(pen, 0, -0.845, 0.42, palette.lamp, 0.75);
  pen.restore();
}

const coffeeMachine: DrawnThing = {
  aspect: 0.95,
  draw(pen, tones, clock) {
    const { palette, line, face, edge } = tones;
    const steel = mix(palette.light, palette.ink, 0.42);
    for (const x of [-0.36, 0.26]) block(pen, x, -0.04, 0.1, 0.04, line, 0.01);
    pen.fillStyle = gradient(pen, [-0.46, 0, 0.46, 0], [[0, mix(face, line, 0.3)], [0.25, edge], [0.6, face], [1, mix(face, line, 0.55)]]);
    pen.beginPath();
    pen.roundRect(-0.45, -0.15, 0.9, 0.12, 0.03);
    pen.roundRect(-0.45, -0.8, 0.24, 0.7, 0.04);
    pen.roundRect(-0.45, -0.84, 0.9, 0.28, 0.06);
    pen.fill();
    block(pen, -0.22, -0.57, 0.62, 0.42, mix(line, face, 0.22));
    block(pen, -0.4, -0.185, 0.78, 0.04, mix(steel, line, 0.35), 0.01);
    for (let slot = -7; slot < 8; slot++) block(pen, slot * 0.047 - 0.01, -0.175, 0.02, 0.018, line);
    block(pen, -0.38, -0.88, 0.76, 0.05, mix(steel, line, 0.2), 0.015);
    for (const x of [-0.26, -0.02, 0.2]) cup(pen, x, -0.88, 0.085, mix(palette.light, palette.ambient, 0.3), line);
    block(pen, -0.02, -0.58, 0.2, 0.075, steel, 0.015);
    block(pen, 0.16, -0.555, 0.26, 0.035, mix(line, steel, 0.12), 0.015);
    block(pen, 0.04, -0.51, 0.035, 0.045, mix(steel, line, 0.4));
    block(pen, 0.105, -0.51, 0.035, 0.045, mix(steel, line, 0.4));
    pen.strokeStyle = css(mix([0.45, 0.26, 0.13], palette.ink, 0.2));
    pen.lineWidth = 0.012;
    pen.beginPath();
    for (const x of [0.057, 0.122]) {
      pen.moveTo(x, -0.465);
      pen.lineTo(x, -0.29);
    }
    pen.stroke();
    cup(pen, 0.09, -0.185, 0.13, mix(palette.light, palette.ambient, 0.25), line);
    dial(pen, -0.33, -0.7, 0.062, tones);
    for (const [x, colour] of [[-0.14, palette.lamp], [-0.06, steel], [0.02, steel]] as const) {
      pen.fillStyle = css(colour);
      pen.beginPath();
      pen.arc(x, -0.7, 0.022, 0, 7);
      pen.fill();
    }
    pen.strokeStyle = css(mix(steel, palette.light, 0.3));
    pen.lineWidth = 0.022;
    pen.beginPath();
    pen.moveTo(0.36, -0.57);
    pen.quadraticCurveTo(0.4, -0.5, 0.36, -0.3);
    pen.stroke();
    steam(pen, 0.09, -0.3, 0.22, palette, clock);
    steam(pen, -0.1, -0.97, 0.3, palette, clock);
  },
};

function dial(pen: Pen, x: number, y: number, radius: number, { palette, line }: Tones): void {
  pen.fillStyle = css(mix(palette.light, palette.ambient, 0.3));
  pen.beginPath();
  pen.arc(x, y, radius, 0, 7);
  pen.fill();
  pen.strokeStyle = css(line);
  pen.lineWidth = radius * 0.2;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 7);
  pen.moveTo(x, y);
  pen.lineTo(x + radius * 0.6, y - radius * 0.45);
  pen.stroke();
}

function cup(pen: Pen, x: number, foot: number, size: number, colour: Colour, line: Colour): void {
  pen.strokeStyle = css(mix(colour, line, 0.25));
  pen.lineWidth = size * 0.13;
  pen.beginPath();
  pen.arc(x + size * 0.52, foot - size * 0.5, size * 0.24, 0, 7);
  pen.stroke();
  pen.fillStyle = gradient(pen, [x - size * 0.6, 0, x + size * 0.6, 0], [[0, mix(colour, line, 0.25)], [0.35, colour], [1, mix(colour, line, 0.45)]]);
  smooth(pen, [[x - size * 0.62, foot - size * 0.95], [x - size * 0.62, foot - size * 0.85], [x - size * 0.42, foot - size * 0.1], [x - size * 0.3, foot], [x + size * 0.3, foot], [x + size * 0.42, foot - size * 0.1], [x + size * 0.62, foot - size * 0.85], [x + size * 0.62, foot - size * 0.95]]);
  pen.fill();
}

/** Three curls of steam that rise and fade. */
export function steam(pen: Pen, x: number, y: number, high: number, palette: Palette, clock: Clock): void {
  pen.save();
  pen.lineCap = 'round';
  for (let curl = 0; curl < 3; curl++) {
    const life = (clock.times(0.32) + curl / 3 + 0.1) % 1;
    const rise = y - high * life;
    pen.strokeStyle = css(palette.light, 0.5 * Math.sin(life * Math.PI));
    pen.lineWidth = high * (0.05 + 0.07 * life);
    pen.beginPath();
    const shift = (curl - 1) * high * 0.14;
    pen.moveTo(x + shift, rise);
    pen.bezierCurveTo(x + shift + high * 0.12, rise - high * 0.12, x + shift - high * 0.12, rise - high * 0.24, x + shift + high * 0.06 * Math.sin(clock.turn(1) + curl), rise - high * 0.38);
    pen.stroke();
  }
  pen.restore();
}

const bottle: DrawnThing = {
  aspect: 0.42,
  draw(pen, { palette, line }) {
    const glass = mix(mix([0.36, 0.68, 0.55], palette.ambient, 0.25), palette.ink, palette.lamps ? 0.25 : 0.08);
    pen.fillStyle = css(glass, 0.82);
    smooth(pen, [[-0.2, -0.02], [-0.2, -0.5], [-0.16, -0.62], [-0.065, -0.74], [-0.065, -0.9], [0.065, -0.9], [0.065, -0.74], [0.16, -0.62], [0.2, -0.5], [0.2, -0.02], [0, 0.01]]);
    pen.fill();
    pen.fillStyle = gradient(pen, [-0.1, 0, 0.1, 0], [[0, mix(palette.light, palette.ambient, 0.5)], [0.4, mix([1, 0.95, 0.8], palette.ambient, 0.18)], [1, mix([0.8, 0.7, 0.5], palette.ink, 0.25)]]);
    pen.beginPath();
    pen.roundRect(-0.095, -0.55, 0.19, 0.45, 0.03);
    pen.fill();
    block(pen, -0.1, -0.36, 0.2, 0.05, mix([0.78, 0.18, 0.18], palette.ink, 0.2));
    block(pen, -0.055, -1, 0.11, 0.13, mix([0.62, 0.42, 0.26], palette.ink, 0.3), 0.02);
    pen.fillStyle = css(palette.light, 0.5);
    smooth(pen, [[-0.15, -0.1], [-0.155, -0.5], [-0.12, -0.55], [-0.125, -0.12]]);
    pen.fill();
    pen.strokeStyle = css(line, 0.35);
    pen.lineWidth = 0.012;
    pen.stroke();
  },
};

const rowingBoat: DrawnThing = {
  aspect: 3.4,
  draw(pen, tones, clock) {
    const { line, palette } = tones;
    pen.strokeStyle = css(line);
    pen.lineWidth = 0.06;
    pen.lineCap = 'round';
    const stroke = 0.25 * Math.sin(clock.turn(1.8));
    pen.beginPath();
    pen.moveTo(0.1, -0.72);
    pen.lineTo(-0.55 + stroke, 0.1);
    pen.stroke();
    pen.fillStyle = gradient(pen, [0, -0.8, 0, 0.1], [[0, tones.edge], [0.35, tones.face], [1, tones.line]]);
    smooth(pen, [[-1.66, -0.95], [-1.5, -0.6], [-1.3, -0.1], [-0.9, 0.08], [0.9, 0.08], [1.35, -0.1], [1.62, -0.7], [1.72, -1.05], [1.35, -0.72], [0.6, -0.56], [-0.6, -0.56], [-1.3, -0.7]]);
    pen.fill();
    pen.strokeStyle = css(mix(tones.edge, palette.light, 0.3));
    pen.lineWidth = 0.05;
    pen.beginPath();
    pen.moveTo(-1.6, -0.9);
    pen.bezierCurveTo(-0.9, -0.45, 0.9, -0.45, 1.66, -0.98);
    pen.stroke();
  },
};

/** Seven birds that beat their wings, each in its own time. */
const flock: DrawnThing = {
  aspect: 1.9,
  draw(pen, { line }, clock) {
    pen.strokeStyle = css(line);
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    for (const [index, [x, y, size]] of ([[0.1, -0.5, 0.3], [-0.38, -0.66, 0.22], [0.52, -0.74, 0.2], [-0.72, -0.3, 0.17], [0.78, -0.36, 0.15], [-0.15, -0.92, 0.16], [0.3, -0.16, 0.14]] as const).entries()) {
      const beat = Math.sin(clock.turn(5 + index * 0.35) + index * 1.7);
      pen.lineWidth = size * 0.13;
      pen.beginPath();
      pen.moveTo(x - size, y - size * (0.1 + 0.34 * beat));
      pen.quadraticCurveTo(x - size * 0.4, y - size * (0.34 + 0.2 * beat), x, y);
      pen.quadraticCurveTo(x + size * 0.4, y - size * (0.34 + 0.2 * beat), x + size, y - size * (0.1 + 0.34 * beat));
      pen.stroke();
    }
  },
};

/** A table that reaches below the frame. */
const table: DrawnThing = {
  aspect: 4,
  draw(pen, { palette, line }) {
    const wood = mix([0.5, 0.34, 0.24], palette.ink, palette.lamps ? 0.45 : 0.25);
    pen.fillStyle = gradient(pen, [0, -1, 0, 0], [[0, mix(wood, line, 0.35)], [1, mix(wood, line, 0.85)]]);
    for (const x of [-1.75, 1.5]) pen.fillRect(x, -0.8, 0.25, 2.4);
    pen.fillRect(-1.85, -0.82, 3.7, 0.22);
    pen.fillStyle = gradient(pen, [-2, 0, 2, 0], [[0, mix(wood, palette.light, 0.12)], [0.45, mix(wood, palette.light, 0.34)], [1, mix(wood, palette.light, 0.06)]]);
    pen.beginPath();
    pen.roundRect(-2, -1, 4, 0.2, 0.06);
    pen.fill();
  },
};

/** A cake with candles that burn. */
const cake: DrawnThing = {
  aspect: 1.05,
  draw(pen, { face, edge, line, palette }, clock) {
    const cream = mix(mix([1, 0.95, 0.88], palette.ambient, 0.25), palette.ink, palette.lamps ? 0.12 : 0.03);
    block(pen, -0.52, -0.05, 1.04, 0.05, mix(palette.light, palette.ink, 0.3), 0.02);
    for (const [wide, foot, high] of [[0.46, 0.05, 0.32], [0.32, 0.37, 0.26]] as const) {
      pen.fillStyle = gradient(pen, [-wide, 0, wide, 0], [[0, mix(face, line, 0.2)], [0.35, edge], [1, mix(face, line, 0.4)]]);
      pen.fillRect(-wide, -foot - high, wide * 2, high);
      pen.fillStyle = css(cream);
      pen.beginPath();
      pen.roundRect(-wide - 0.015, -foot - high - 0.03, wide * 2 + 0.03, 0.08, 0.03);
      for (let drip = 0; drip < 7; drip++) pen.roundRect(-wide + (drip * wide * 2) / 7, -foot - high, (wide * 2) / 9, 0.07 + 0.05 * Math.sin(drip * 2.3 + foot * 9), 0.03);
      pen.fill();
    }
    for (let candle = -2; candle <= 2; candle++) {
      const x = candle * 0.115;
      block(pen, x - 0.016, -0.84, 0.032, 0.18, mix(palette.light, [0.95, 0.4, 0.5], candle % 2 ? 0.2 : 0.65));
      const flicker = 1 + 0.14 * Math.sin(clock.turn(9) + candle * 2);
      glow(pen, x, -0.9, 0.15, palette.lamp, 0.7);
      pen.fillStyle = css(mix(palette.lamp, palette.light, 0.5));
      smooth(pen, [[x, -0.84], [x - 0.026, -0.88], [x, -0.89 - 0.09 * flicker], [x + 0.026, -0.88]]);
      pen.fill();
    }
  },
};

/** A broad tree with a lit side. */
const tree: DrawnThing = {
  aspect: 0.75,
  draw(pen, { line, face, edge }) {
    for (const [colour, x, share] of [[line, 0, 1], [face, 0.012, 0.985], [mix(face, edge, 0.35), 0.05, 0.93]] as const) {
      pen.save();
      if (share < 1) {
        pen.beginPath();
        pen.rect(-1, -1, 2, share < 0.95 ? 0.5 : 0.62);
        pen.clip();
      }
      pen.fillStyle = css(colour);
      broad(pen, x, share < 0.95 ? -0.04 : 0, share < 0.95 ? 0.86 : 1, lotsOf('tree'));
      pen.restore();
    }
  },
};

export const drawnThings = { lighthouse, 'coffee-machine': coffeeMachine, bottle, 'rowing-boat': rowingBoat, flock, table, cake, tree } as const satisfies Record<string, DrawnThing>;
export type DrawnName = keyof typeof drawnThings;
