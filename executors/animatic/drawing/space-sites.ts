import { glow, gradient } from './canvas.ts';
import { css, hex, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import { lotsOf } from './lots.ts';
import type { Plot, Site } from './site.ts';
import { cloudLayers } from './sky.ts';
import { across, type Layer, under } from './stage.ts';

/** Free space: a great planet's edge below and dust across the stars. */
export function spaceSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { width, height, span } = stage;
  const lots = lotsOf(seed, 'space');
  const radius = Math.max(width, height) * 1.15;
  const rim = height * 0.86;
  const sea = mix(hex('#2f78c4'), palette.sky[3], 0.35);
  return {
    back: { foot: () => rim, depth: 0.35 },
    layers: [
      {
        depth: 0.05,
        box: across(stage, -height * 0.1, under(stage)),
        draw(pen) {
          pen.globalCompositeOperation = 'screen';
          for (let cloud = 0; cloud < 16; cloud++) {
            const along = lots.next();
            glow(
              pen,
              width * (along * 1.3 - 0.15),
              height * (0.75 - along * 0.65) + lots.between(-1, 1) * span * 0.09,
              span * lots.between(0.1, 0.26),
              lots.pick([palette.sky[3], hex('#7b3f9e'), hex('#2d5fa8')]),
              lots.between(0.12, 0.3),
            );
          }
          pen.globalCompositeOperation = 'source-over';
        },
      },
      {
        depth: 0.3,
        box: across(stage, rim - span * 0.2, under(stage)),
        draw(pen) {
          const centre = rim + radius;
          const air = pen.createRadialGradient(width / 2, centre, radius * 0.97, width / 2, centre, radius * 1.09);
          air.addColorStop(0, css(mix(sea, palette.light, 0.5), 0.85));
          air.addColorStop(0.25, css(mix(sea, palette.light, 0.5), 0.85));
          air.addColorStop(0.35, css(sea, 0.34));
          air.addColorStop(1, css(sea, 0));
          pen.fillStyle = air;
          pen.fillRect(-stage.margin, rim - span * 0.2, width + 2 * stage.margin, height);
          pen.fillStyle = gradient(
            pen,
            [0, rim, 0, height],
            [
              [0, mix(sea, palette.light, 0.35)],
              [0.25, sea],
              [1, mix(sea, palette.ink, 0.75)],
            ],
          );
          pen.beginPath();
          pen.arc(width / 2, centre, radius, 0, 7);
          pen.fill();
          layGrain(pen, across(stage, rim - 10, under(stage)));
        },
      },
    ],
  };
}

/** High above the clouds. */
export function skySite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { height, span } = stage;
  const sea = (y: number, size: number, depth: number, share: number): Layer => {
    const lots = lotsOf(seed, 'cloud sea', depth);
    const colour = mix(palette.sky[2], mix(palette.light, palette.sky[3], 0.4), share);
    return {
      depth,
      box: across(stage, y - size * 1.5, under(stage)),
      draw(pen) {
        pen.fillStyle = gradient(
          pen,
          [0, y - size, 0, y + size * 2.4],
          [
            [0, colour],
            [1, mix(colour, palette.sky[1], 0.35)],
          ],
        );
        for (let x = -stage.margin; x < stage.width + stage.margin; x += size * 0.55) {
          pen.beginPath();
          pen.arc(x, y + lots.between(-0.1, 0.35) * size, size * lots.between(0.5, 0.85), 0, 7);
          pen.fill();
        }
        pen.fillRect(-stage.margin, y + size * 0.2, stage.width + 2 * stage.margin, height);
        layGrain(pen, across(stage, y - size * 1.5, under(stage)));
      },
    };
  };
  return {
    back: { foot: () => height * 0.74, depth: 0.3 },
    layers: [
      ...cloudLayers(stage, palette, 0.5, seed),
      sea(height * 0.76, span * 0.06, 0.25, 0.35),
      sea(height * 0.84, span * 0.08, 0.6, 0.65),
      sea(height * 0.97, span * 0.11, 1.2, 0.95),
    ],
  };
}
