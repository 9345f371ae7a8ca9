import { glow, gradient, type Pen, polygon } from './canvas.ts';
import { type Colour, css, hex, lit, mix } from './colour.ts';
import { layGrain } from './grain.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import { landLayer, rolling } from './ridges.ts';
import type { Plot, Site } from './site.ts';
import { cloudLayers } from './sky.ts';
import { across, type Layer, type Stage, under } from './stage.ts';
import { type Swell, waterLayer, waveLayer } from './water.ts';

/** Out of a cave, or deep in one: rock all round and light at its end. */
export function caveSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { width, height, horizon, floor, span } = stage;
  const lots = lotsOf(seed, 'cave');
  const front = rolling(lots, { y: floor - span * 0.02, swing: span * 0.012, length: span * 0.4 });
  const ring = (depth: number, inner: number, distance: number): Layer => ({
    depth,
    box: across(stage, -height * 0.14, under(stage)),
    draw(pen) {
      pen.fillStyle = gradient(pen, [0, 0, 0, height], [[0, layerColour(palette, distance * 0.4)], [0.6, layerColour(palette, distance)], [1, layerColour(palette, distance * 0.6)]]);
      pen.beginPath();
      pen.rect(-stage.margin, -height * 0.14, width + 2 * stage.margin, height * 1.3);
      const points = 46;
      for (let point = 0; point <= points; point++) {
        const angle = (point / points) * Math.PI * 2;
        const reach = inner * (1 + 0.16 * Math.sin(angle * 3 + seed) + 0.1 * Math.sin(angle * 7 + depth * 9) + 0.05 * Math.sin(angle * 15 + depth * 20));
        const [x, y] = [width / 2 + Math.cos(angle) * width * reach, horizon - span * 0.1 + Math.sin(angle) * height * reach * 1.05];
        point === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y);
      }
      pen.fill('evenodd');
      layGrain(pen, across(stage, 0, under(stage)));
    },
  });
  return {
    back: { foot: (x) => front(x) - span * 0.01, depth: 0.8 },
    indoors: true,
    layers: [
      ...cloudLayers(stage, palette, 0.2, seed),
      ring(0.3, 0.21, 0.7),
      ring(0.5, 0.32, 0.42),
      ring(0.75, 0.42, 0.2),
      landLayer(stage, palette, { ridge: front, top: floor - span * 0.05, distance: 0.14, depth: 1 }),
    ],
  };
}

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
          pen.fillStyle = gradient(pen, [0, 0, 0, horizon], [[0, palette.ink], [1, mix(palette.sky[1], palette.ink, 0.3)]]);
          pen.fillRect(box.x, box.y, box.width, box.height);
          pen.fillStyle = gradient(pen, [0, horizon, 0, height], [[0, mix(hex('#7a4b30'), palette.ink, 0.3)], [1, mix(hex('#4a2c20'), palette.ink, 0.5)]]);
          pen.fillRect(box.x, horizon, box.width, box.height);
          pen.globalCompositeOperation = 'screen';
          for (const [from, to] of [[0.2, 0.42], [0.8, 0.58]] as const) {
            pen.fillStyle = gradient(pen, [0, 0, 0, floor], [[0, palette.lamp, 0.34], [1, palette.lamp, 0.1]]);
            polygon(pen, [[width * from - span * 0.01, -height * 0.14], [width * from + span * 0.01, -height * 0.14], [width * to + span * 0.16, floor + span * 0.03], [width * to - span * 0.16, floor + span * 0.03]]);
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
      const [from, to] = [fold / folds, (fold + 1) / folds].map((share) => (side === 0 ? -margin + wide * share : width + margin - wide * share)) as [number, number];
      pen.fillStyle = gradient(pen, [from, 0, to, 0], [[0, mix(red, ink, 0.5)], [0.5, red], [1, mix(red, ink, 0.62)]]);
      polygon(pen, [[from, -height * 0.14], [to, -height * 0.14], [to, under(stage)], [from, under(stage)]]);
      pen.fill();
    }
  }
  for (let x = -margin; x < width + margin; x += span * 0.11) {
    pen.fillStyle = gradient(pen, [0, -height * 0.1, 0, height * 0.13], [[0, mix(red, ink, 0.55)], [1, red]]);
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

/** The deck of a ship: planks, a railing, ropes to the mast, and the sea. */
export function deckSite(plot: Plot, rough: boolean): Site {
  const { stage, palette, disc, seed } = plot;
  const { width, height, floor, span, margin } = stage;
  const swell: Swell = rough ? { high: 0.03, count: 3.2, rough } : { high: 0.008, count: 4, rough };
  const top = floor - span * 0.05;
  const wood = layerColour(palette, 0.16, hex('#8d6242'), 0.4);
  const box = across(stage, -height * 0.14, under(stage));
  return {
    back: { foot: () => stage.horizon + span * 0.012, depth: 0.32 },
    water: { level: stage.horizon + span * 0.03, depth: 0.42, rough },
    layers: [
      ...cloudLayers(stage, palette, rough ? 0.95 : 0.4, seed),
      waterLayer(stage, palette, disc, seed),
      waveLayer(stage, palette, { near: 0.14, depth: 0.42, swell, seed }),
      waveLayer(stage, palette, { near: 0.34, depth: 0.6, swell, seed }),
      {
        depth: 0.95,
        box,
        draw(pen) {
          pen.fillStyle = gradient(pen, [0, top, 0, height], [[0, mix(wood, palette.light, 0.12)], [1, mix(wood, palette.ink, 0.55)]]);
          pen.fillRect(box.x, top, box.width, box.height);
          pen.strokeStyle = css(mix(wood, palette.ink, 0.55), 0.7);
          pen.lineWidth = span * 0.002;
          pen.beginPath();
          for (let plank = -16; plank <= 16; plank++) {
            pen.moveTo(width / 2 + plank * span * 0.06, top);
            pen.lineTo(width / 2 + plank * span * 0.12, under(stage));
          }
          pen.stroke();
          railing(pen, stage, top, mix(wood, palette.ink, 0.5));
          const mast = disc.x < width / 2 ? width * 0.93 : width * 0.07;
          pen.fillStyle = css(mix(wood, palette.ink, 0.6));
          pen.fillRect(mast - span * 0.014, box.y, span * 0.028, top - box.y + span * 0.05);
          pen.strokeStyle = pen.fillStyle;
          pen.lineWidth = span * 0.0026;
          pen.beginPath();
          for (const reach of [-0.32, -0.2, 0.2, 0.32]) {
            pen.moveTo(mast, -height * 0.05);
            pen.lineTo(mast + reach * span, top - span * 0.085);
          }
          pen.stroke();
          layGrain(pen, { ...box, x: -margin });
        },
      },
    ],
  };
}

function railing(pen: Pen, stage: Stage, y: number, colour: Colour): void {
  const { span, width, margin } = stage;
  pen.fillStyle = css(colour);
  pen.fillRect(-margin, y - span * 0.09, width + 2 * margin, span * 0.011);
  pen.fillRect(-margin, y - span * 0.012, width + 2 * margin, span * 0.014);
  for (let x = -margin; x < width + margin; x += span * 0.034) pen.fillRect(x, y - span * 0.085, span * 0.006, span * 0.08);
}

/** Inside a spacecraft: a wide window on the stars, ribs and lit panels. */
export function spaceshipSite(plot: Plot): Site {
  const { stage, palette, seed } = plot;
  const { width, height, horizon, span, margin } = stage;
  const box = across(stage, -height * 0.14, under(stage));
  const hull = mix(palette.sky[1], hex('#3c4458'), 0.6);
  const lots = lotsOf(seed, 'panels');
  return {
    back: { foot: () => horizon + span * 0.02, depth: 0.7 },
    indoors: true,
    layers: [
      {
        depth: 0.55,
        box,
        draw(pen) {
          pen.fillStyle = gradient(pen, [0, 0, 0, height], [[0, mix(hull, palette.ink, 0.6)], [0.6, hull], [1, mix(hull, palette.ink, 0.7)]]);
          pen.beginPath();
          pen.rect(box.x, box.y, box.width, box.height);
          pen.roundRect(width * 0.13, height * 0.14, width * 0.74, horizon - height * 0.27, span * 0.09);
          pen.fill('evenodd');
          pen.strokeStyle = css(mix(hull, palette.light, 0.4));
          pen.lineWidth = span * 0.008;
          pen.beginPath();
          pen.roundRect(width * 0.13, height * 0.14, width * 0.74, horizon - height * 0.27, span * 0.09);
          pen.stroke();
          for (let panel = 0; panel < 60; panel++) {
            const [x, y] = [lots.between(-margin, width + margin), horizon - span * lots.between(0.008, 0.07)];
            pen.fillStyle = css(lots.pick([palette.lamp, hex('#63d8ff'), hex('#ff7a6b'), palette.light]), lots.between(0.4, 0.95));
            pen.fillRect(x, y, span * lots.between(0.006, 0.022), span * 0.006);
          }
          pen.fillStyle = gradient(pen, [0, horizon, 0, height], [[0, mix(hull, palette.ink, 0.25)], [1, mix(hull, palette.ink, 0.65)]]);
          pen.fillRect(box.x, horizon, box.width, box.height);
          pen.fillStyle = css(hex('#63d8ff'), 0.5);
          pen.fillRect(box.x, horizon - span * 0.003, box.width, span * 0.004);
          layGrain(pen, box);
        },
      },
    ],
  };
}

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
            glow(pen, width * (along * 1.3 - 0.15), height * (0.75 - along * 0.65) + lots.between(-1, 1) * span * 0.09, span * lots.between(0.1, 0.26), lots.pick([palette.sky[3], hex('#7b3f9e'), hex('#2d5fa8')]), lots.between(0.12, 0.3));
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
          pen.fillStyle = gradient(pen, [0, rim, 0, height], [[0, mix(sea, palette.light, 0.35)], [0.25, sea], [1, mix(sea, palette.ink, 0.75)]]);
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
        pen.fillStyle = gradient(pen, [0, y - size, 0, y + size * 2.4], [[0, colour], [1, mix(colour, palette.sky[1], 0.35)]]);
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
    layers: [...cloudLayers(stage, palette, 0.5, seed), sea(height * 0.76, span * 0.06, 0.25, 0.35), sea(height * 0.84, span * 0.08, 0.6, 0.65), sea(height * 0.97, span * 0.11, 1.2, 0.95)],
  };
}
