import { glow, gradient, type Pen, polygon } from './canvas.ts';
import { type Colour, css, hex, lit, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import { lotsOf } from './lots.ts';
import type { Plot, Site } from './site.ts';
import { across, type Stage, under } from './stage.ts';

/** A theatre: curtains, two beams and the heads of the first row. */
export function stageSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { width, height, horizon, span, floor } = stage;
  const box = across(stage, -height * 0.14, under(stage));
  const red = mix(lit(hex('#b3263f'), mix(palette.ambient, palette.lamp, 0.5)), palette.ink, 0.25);
  return {
    back: { foot: () => horizon + span * 0.02, depth: 0.7 },
    indoors: true,
    layers: [
      {
        depth: 0.4,
        box,
        draw(pen) {
          pen.fillStyle = gradient(
            pen,
            [0, 0, 0, horizon],
            [
              [0, palette.ink],
              [1, mix(palette.sky[1], palette.ink, 0.3)],
            ],
          );
          pen.fillRect(box.x, box.y, box.width, box.height);
          pen.fillStyle = gradient(
            pen,
            [0, horizon, 0, height],
            [
              [0, mix(hex('#7a4b30'), palette.ink, 0.3)],
              [1, mix(hex('#4a2c20'), palette.ink, 0.5)],
            ],
          );
          pen.fillRect(box.x, horizon, box.width, box.height);
          pen.globalCompositeOperation = 'screen';
          for (const [from, to] of [
            [0.2, 0.42],
            [0.8, 0.58],
          ] as const) {
            pen.fillStyle = gradient(
              pen,
              [0, 0, 0, floor],
              [
                [0, palette.lamp, 0.34],
                [1, palette.lamp, 0.1],
              ],
            );
            polygon(pen, [
              [width * from - span * 0.01, -height * 0.14],
              [width * from + span * 0.01, -height * 0.14],
              [width * to + span * 0.16, floor + span * 0.03],
              [width * to - span * 0.16, floor + span * 0.03],
            ]);
            pen.fill();
          }
          glow(pen, width / 2, floor, span * 0.4, palette.lamp, 0.4);
          pen.globalCompositeOperation = 'source-over';
          layGrain(pen, box);
        },
      },
      { depth: 1.12, box, draw: (pen) => curtains(pen, stage, red, palette.ink) },
      { depth: 1.4, box: across(stage, height * 0.84, under(stage)), draw: (pen) => audience(pen, stage, palette.ink, seed) },
    ],
  };
}

function curtains(pen: Pen, stage: Stage, red: Colour, ink: Colour): void {
  const { width, height, margin, span } = stage;
  const folds = 7;
  for (const side of [0, 1]) {
    const wide = width * 0.17 + margin;
    for (let fold = 0; fold < folds; fold++) {
      const [from, to] = [fold / folds, (fold + 1) / folds].map((share) =>
        side === 0 ? -margin + wide * share : width + margin - wide * share,
      ) as [number, number];
      pen.fillStyle = gradient(
        pen,
        [from, 0, to, 0],
        [
          [0, mix(red, ink, 0.5)],
          [0.5, red],
          [1, mix(red, ink, 0.62)],
        ],
      );
      polygon(pen, [
        [from, -height * 0.14],
        [to, -height * 0.14],
        [to, under(stage)],
        [from, under(stage)],
      ]);
      pen.fill();
    }
  }
  for (let x = -margin; x < width + margin; x += span * 0.11) {
    pen.fillStyle = gradient(
      pen,
      [0, -height * 0.1, 0, height * 0.13],
      [
        [0, mix(red, ink, 0.55)],
        [1, red],
      ],
    );
    pen.beginPath();
    pen.rect(x, -height * 0.14, span * 0.11, height * 0.2);
    pen.ellipse(x + span * 0.055, height * 0.06, span * 0.055, height * 0.055, 0, 0, Math.PI);
    pen.fill();
  }
}

function audience(pen: Pen, stage: Stage, ink: Colour, seed: number): void {
  const lots = lotsOf(seed, 'audience');
  pen.fillStyle = css(mix(ink, [0, 0, 0], 0.3));
  for (let x = -stage.margin; x < stage.width + stage.margin; x += stage.span * 0.075) {
    const [size, y] = [stage.span * 0.026, stage.height * (0.955 + lots.between(-0.012, 0.012))];
    pen.beginPath();
    pen.arc(x, y - size * 1.1, size, 0, 7);
    pen.ellipse(x, y + size * 1.5, size * 2, size * 1.9, 0, 0, 7);
    pen.fill();
  }
}
