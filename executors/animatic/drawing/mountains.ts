import type { Pen } from './canvas.ts';
import { type Colour, css, hex, mix } from './colour.ts';
import { lotsOf } from './lots.ts';
import { layerColour } from './palette.ts';
import { jagged, landLayer, peaks, type Ridge } from './ridges.ts';
import type { Plot } from './site.ts';
import { type Layer, type Stage, under } from './stage.ts';

const rock = hex('#8a8a98');

/** Lit and shaded faces on every peak, and snow where it is high. */
function faces(corners: readonly { x: number; y: number }[], stage: Stage, sunX: number, colour: Colour, light: Colour, snowLine: number) {
  return (pen: Pen) => {
    for (const [index, peak] of corners.entries()) {
      const [left, right] = [corners[index - 1], corners[index + 1]];
      if (!left || !right || left.y < peak.y || right.y < peak.y) continue;
      const side = sunX < peak.x ? left : right;
      const foot = peak.y + (side.y - peak.y) * 1.5;
      const lean = (peak.x - side.x) * 0.16;
      pen.fillStyle = css(mix(colour, light, 0.22), 0.75);
      pen.beginPath();
      pen.moveTo(peak.x, peak.y);
      pen.lineTo(side.x + (peak.x - side.x) * 0.02, side.y);
      pen.lineTo(peak.x + lean * 0.6, foot);
      pen.lineTo(peak.x + lean * 1.6, peak.y + (foot - peak.y) * 0.62);
      pen.lineTo(peak.x - lean * 0.1, peak.y + (foot - peak.y) * 0.42);
      pen.fill();
      if (peak.y < snowLine) snowCap(pen, peak, left, right, snowLine, stage.span, mix(colour, light, 0.72));
    }
  };
}

function snowCap(
  pen: Pen,
  peak: { x: number; y: number },
  left: { x: number; y: number },
  right: { x: number; y: number },
  line: number,
  span: number,
  colour: Colour,
): void {
  const down = Math.min(1, (line - peak.y) / Math.max(1, Math.max(left.y, right.y) - peak.y)) * 0.62;
  const at = (to: { x: number; y: number }, share: number) => [peak.x + (to.x - peak.x) * share, peak.y + (to.y - peak.y) * share] as const;
  pen.fillStyle = css(colour, 0.9);
  pen.beginPath();
  pen.moveTo(peak.x, peak.y - span * 0.002);
  pen.lineTo(...at(right, down));
  pen.lineTo(peak.x + (right.x - peak.x) * down * 0.5, peak.y + (right.y - peak.y) * down * 0.66);
  pen.lineTo(peak.x + (right.x - peak.x) * down * 0.2, peak.y + (right.y - peak.y) * down * 1.05);
  pen.lineTo(peak.x + (left.x - peak.x) * down * 0.25, peak.y + (left.y - peak.y) * down * 0.6);
  pen.lineTo(peak.x + (left.x - peak.x) * down * 0.55, peak.y + (left.y - peak.y) * down * 0.95);
  pen.lineTo(...at(left, down));
  pen.fill();
}

export function mountainLayers({ stage, palette, disc, seed }: Plot, tint = rock): Layer[] {
  const lots = lotsOf(seed, 'mountains');
  const { horizon, span } = stage;
  const range = (swing: number, length: number, y: number, distance: number, depth: number) => {
    const corners = peaks(lots, stage, { y, swing, length });
    const colour = layerColour(palette, distance, tint, 0.3);
    const ridge = jagged(corners, lots, span * 0.0035);
    const land = landLayer(stage, palette, { ridge, top: y - swing * 1.06, distance, depth, tint, weight: 0.3, mist: 0.9 });
    const dress = faces(corners, stage, disc.x, colour, palette.light, y - swing * 0.5);
    return {
      ...land,
      draw: (pen: Pen) => {
        land.draw?.(pen);
        clipTo(pen, stage, ridge, () => dress(pen));
      },
    };
  };
  return [range(span * 0.3, span * 0.34, horizon, 0.92, 0.14), range(span * 0.2, span * 0.26, horizon + span * 0.02, 0.7, 0.24)];
}

function clipTo(pen: Pen, stage: Stage, ridge: Ridge, draw: () => void): void {
  pen.save();
  pen.beginPath();
  pen.moveTo(-stage.margin, under(stage));
  for (let x = -stage.margin; x <= stage.width + stage.margin; x += 3) pen.lineTo(x, ridge(x));
  pen.lineTo(stage.width + stage.margin, under(stage));
  pen.clip();
  draw();
  pen.restore();
}
