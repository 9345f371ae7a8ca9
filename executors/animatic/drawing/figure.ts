import type { Figure, Pose } from '../scene.ts';
import { type Bones, bonesOf, type Point } from './bones.ts';
import { gradient, type Pen, smooth } from './canvas.ts';
import { type Colour, css, mix } from './colour.ts';
import { drawHead } from './headwear.ts';

/** The colours of a figure in its light. */
export type FigureInks = {
  readonly body: Colour;
  /** Limbs on the far side. */
  readonly far: Colour;
  readonly skin: Colour;
  /** The garment, lit and in shade. */
  readonly cloth: Colour;
  readonly shade: Colour;
  readonly light: Colour;
};

const girth = (figure: Figure): number =>
  ({ adult: 1, child: 1.12, toddler: 1.3, elder: 1.02, broad: 1.24 })[figure.build] *
  (figure.garment === 'spacesuit' ? 1.35 : figure.garment === 'armour' ? 1.15 : 1);

function limb(pen: Pen, from: Point, joint: Point, to: Point, thick: readonly [number, number], colour: Colour): void {
  pen.strokeStyle = css(colour);
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.lineWidth = thick[0];
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...joint);
  pen.stroke();
  pen.lineWidth = thick[1];
  pen.beginPath();
  pen.moveTo(...joint);
  pen.lineTo(...to);
  pen.stroke();
}

function foot(pen: Pen, [x, y]: Point, knee: Point, colour: Colour, thick: number): void {
  const angle = Math.atan2(y - knee[1], x - knee[0]) - Math.PI / 2;
  pen.save();
  pen.translate(x, y);
  pen.rotate(angle * 0.75);
  pen.fillStyle = css(colour);
  pen.beginPath();
  pen.moveTo(-thick * 0.6, -thick * 0.7);
  pen.quadraticCurveTo(thick * 0.4, -thick * 0.5, thick * 1.45, thick * 0.1);
  pen.quadraticCurveTo(thick * 1.75, thick * 0.42, thick * 1.3, thick * 0.42);
  pen.lineTo(-thick * 0.62, thick * 0.42);
  pen.closePath();
  pen.fill();
  pen.restore();
}

function leg(pen: Pen, bones: Bones, side: 0 | 1, wide: number, colour: Colour): void {
  const [knee, ankle] = bones.legs[side];
  limb(pen, [bones.hip[0] + (side ? -0.012 : 0.012) * wide, bones.hip[1]], knee, ankle, [0.084 * wide, 0.06 * wide], colour);
  foot(pen, ankle, knee, colour, 0.052 * Math.sqrt(wide));
}

function arm(pen: Pen, bones: Bones, side: 0 | 1, wide: number, sleeve: Colour, skin: Colour): void {
  const [elbow, hand] = bones.arms[side];
  const shoulder: Point = [bones.chest[0] + (side ? -0.02 : 0.012), bones.chest[1] + 0.036];
  limb(pen, shoulder, elbow, hand, [0.058 * wide, 0.05 * wide], sleeve);
  pen.fillStyle = css(skin);
  pen.beginPath();
  pen.arc(hand[0], hand[1], 0.03 * Math.sqrt(wide), 0, 7);
  pen.fill();
}

/** The trunk with its garment: `hem` below the hip, `flare` half its width there. */
function trunk(
  pen: Pen,
  bones: Bones,
  cut: { hem: number; flare: number; waist: number; shoulder: number; sway: number },
  inks: FigureInks,
): void {
  const { hip, chest, lean } = bones;
  const along = (share: number, side: number): Point => {
    const [x, y] = [chest[0] + (hip[0] - chest[0]) * share, chest[1] + (hip[1] - chest[1]) * share];
    return [x + side * Math.cos(lean), y + side * Math.sin(lean)];
  };
  const hem = (side: number): Point => [hip[0] - lean * 0.1 + side * cut.flare - cut.sway * 0.6, hip[1] + cut.hem + side * cut.sway * 0.15];
  const { shoulder, waist } = cut;
  pen.fillStyle = gradient(
    pen,
    [chest[0] - 0.12, chest[1], chest[0] + 0.12, hip[1] + cut.hem],
    [
      [0, inks.shade],
      [0.45, mix(inks.shade, inks.cloth, 0.75)],
      [0.75, inks.cloth],
      [1, mix(inks.shade, inks.cloth, 0.5)],
    ],
  );
  smooth(pen, [
    along(-0.1, 0),
    along(-0.04, shoulder * 0.75),
    along(0.12, shoulder * 1.02),
    along(0.55, waist * 1.02),
    along(0.95, waist * 1.06),
    hem(0.86),
    hem(1),
    hem(0),
    hem(-1),
    hem(-0.86),
    along(0.95, -waist * 1.12),
    along(0.5, -waist * 1.02),
    along(0.12, -shoulder),
    along(-0.04, -shoulder * 0.75),
  ]);
  pen.fill();
}

/** What each garment does to the trunk, before the build is counted in. */
const cuts: Record<Figure['garment'], { hem: number; flare: number; waist: number; shoulder: number }> = {
  coat: { hem: 0.115, flare: 0.098, waist: 0.074, shoulder: 0.092 },
  'long-coat': { hem: 0.285, flare: 0.128, waist: 0.076, shoulder: 0.096 },
  dress: { hem: 0.235, flare: 0.15, waist: 0.058, shoulder: 0.078 },
  gown: { hem: 0.455, flare: 0.2, waist: 0.058, shoulder: 0.078 },
  robe: { hem: 0.44, flare: 0.15, waist: 0.086, shoulder: 0.094 },
  suit: { hem: 0.075, flare: 0.08, waist: 0.07, shoulder: 0.098 },
  shirt: { hem: 0.035, flare: 0.072, waist: 0.07, shoulder: 0.09 },
  cape: { hem: 0.05, flare: 0.078, waist: 0.074, shoulder: 0.094 },
  armour: { hem: 0.085, flare: 0.1, waist: 0.08, shoulder: 0.108 },
  spacesuit: { hem: 0.04, flare: 0.088, waist: 0.092, shoulder: 0.1 },
  apron: { hem: 0.2, flare: 0.098, waist: 0.074, shoulder: 0.088 },
  hoodie: { hem: 0.04, flare: 0.082, waist: 0.08, shoulder: 0.092 },
};

const dressed = new Set<Figure['garment']>(['gown', 'robe']);

function cape(pen: Pen, bones: Bones, inks: FigureInks, sway: number): void {
  const { chest, hip } = bones;
  pen.fillStyle = gradient(
    pen,
    [0, chest[1], 0, -0.04],
    [
      [0, inks.cloth],
      [1, inks.shade],
    ],
  );
  smooth(pen, [
    [chest[0] + 0.05, chest[1] - 0.03],
    [chest[0] - 0.02, chest[1] - 0.045],
    [chest[0] - 0.1, chest[1] + 0.05],
    [hip[0] - 0.17 - sway, hip[1] + 0.06],
    [hip[0] - 0.25 - sway * 1.8, -0.1],
    [hip[0] - 0.17 - sway * 1.6, -0.055],
    [hip[0] - 0.05 - sway, -0.09],
    [hip[0] + 0.02, hip[1] - 0.02],
  ]);
  pen.fill();
}

function pack(pen: Pen, { chest, hip }: Bones, inks: FigureInks): void {
  pen.fillStyle = css(mix(inks.body, inks.light, 0.28));
  pen.beginPath();
  pen.roundRect(chest[0] - 0.19, chest[1] - 0.03, 0.13, hip[1] - chest[1] + 0.01, 0.035);
  pen.fill();
}

function apron(pen: Pen, { chest, hip, lean }: Bones, inks: FigureInks): void {
  pen.fillStyle = css(mix(inks.light, inks.shade, 0.22));
  smooth(pen, [
    [chest[0] + 0.015, chest[1] + 0.06],
    [chest[0] + 0.08, chest[1] + 0.07],
    [hip[0] + 0.1 + lean * 0.1, hip[1] - 0.02],
    [hip[0] + 0.1, hip[1] + 0.17],
    [hip[0] + 0.005, hip[1] + 0.175],
    [hip[0] + 0.01, hip[1] - 0.02],
  ]);
  pen.fill();
}

/** Where the hands of a drawn figure are, in its own units. */
export type Hands = { readonly near: Point; readonly far: Point; readonly head: Point };

/**
 * Draws a person of height 1 with the feet at (0, 0), looking right. `held` draws what is in the near hand, at the right
 * moment between the limbs; with `bearing` that hand is before the chest.
 */
export function drawFigure(
  pen: Pen,
  figure: Figure,
  pose: Pose,
  phase: number,
  inks: FigureInks,
  more: { bearing?: boolean; held?: (pen: Pen, hands: Hands) => void } = {},
): void {
  const bones = bonesOf(figure.build, pose, phase, more.bearing);
  const wide = girth(figure);
  const swings = pose === 'walk' ? 0.018 : pose === 'run' ? 0.045 : 0.004;
  const sway = swings * (1 + 0.7 * Math.sin(phase * 2)) + 0.004 * Math.sin(phase);
  const suit = figure.garment === 'spacesuit' || figure.garment === 'armour';
  const trousers = suit ? mix(inks.shade, inks.cloth, 0.72) : inks.body;
  pen.save();
  if (bones.turn) {
    pen.translate(bones.hip[0], bones.hip[1]);
    pen.rotate(bones.turn);
    pen.translate(-bones.hip[0], -bones.hip[1]);
  }
  if (figure.garment === 'cape') cape(pen, bones, inks, sway + 0.03);
  arm(pen, bones, 1, wide, mix(inks.far, inks.shade, 0.6), inks.far);
  leg(pen, bones, 1, wide, suit ? mix(trousers, inks.body, 0.45) : inks.far);
  if (figure.garment === 'spacesuit') pack(pen, bones, inks);
  leg(pen, bones, 0, wide, trousers);
  const cut = cuts[figure.garment];
  const low =
    pose === 'sit' || pose === 'kneel' || pose === 'ride' || pose === 'climb'
      ? 0.42
      : dressed.has(figure.garment)
        ? Math.min(1, -bones.hip[1] / 0.49)
        : 1;
  const small = figure.build === 'child' ? 0.82 : figure.build === 'toddler' ? 0.62 : 1;
  trunk(
    pen,
    bones,
    {
      hem: cut.hem * low * small,
      flare: cut.flare * wide * (pose === 'walk' ? 1.06 : 1),
      waist: cut.waist * wide,
      shoulder: cut.shoulder * wide,
      sway,
    },
    inks,
  );
  if (figure.garment === 'apron') apron(pen, bones, inks);
  drawHead(pen, figure, bones, inks, sway);
  more.held?.(pen, { near: bones.arms[0][1], far: bones.arms[1][1], head: bones.head });
  arm(pen, bones, 0, wide, mix(inks.shade, inks.cloth, 0.66), inks.skin);
  pen.restore();
}
