import type { Pen } from './canvas.ts';
import type { Lots } from './lots.ts';

/** Draws one plant with its foot at (x, y), `height` pixels tall, in the fill colour of the pen. */
export type Plant = (pen: Pen, x: number, y: number, height: number, lots: Lots) => void;

/** A fir: ragged tiers that narrow to a tip. */
export const pine: Plant = (pen, x, y, height, lots) => {
  const tiers = 6 + Math.floor(lots.between(0, 3));
  const wide = height * lots.between(0.17, 0.23);
  pen.fillRect(x - height * 0.014, y - height * 0.14, height * 0.028, height * 0.16);
  pen.beginPath();
  pen.moveTo(x, y - height);
  for (let tier = 1; tier <= tiers; tier++) {
    const reach = wide * (tier / tiers) ** 0.85 * lots.between(0.82, 1.1);
    const level = y - height + (height * 0.9 * tier) / tiers;
    pen.lineTo(x + reach, level + height * 0.012);
    pen.lineTo(x + reach * 0.42, level - height * 0.022);
  }
  for (let tier = tiers; tier >= 1; tier--) {
    const reach = wide * (tier / tiers) ** 0.85 * lots.between(0.82, 1.1);
    const level = y - height + (height * 0.9 * tier) / tiers;
    pen.lineTo(x - reach * 0.42, level - height * 0.022);
    pen.lineTo(x - reach, level + height * 0.012);
  }
  pen.closePath();
  pen.fill();
};

/** A broad tree: a trunk and a crown of round clumps. */
export const broad: Plant = (pen, x, y, height, lots) => {
  pen.beginPath();
  pen.moveTo(x - height * 0.035, y + 2);
  pen.quadraticCurveTo(x - height * 0.012, y - height * 0.3, x - height * 0.05, y - height * 0.55);
  pen.lineTo(x + height * 0.05, y - height * 0.55);
  pen.quadraticCurveTo(x + height * 0.014, y - height * 0.3, x + height * 0.04, y + 2);
  pen.fill();
  const clumps = 9;
  for (let clump = 0; clump < clumps; clump++) {
    const angle = (clump / clumps) * Math.PI * 2 + lots.between(-0.3, 0.3);
    const reach = height * lots.between(0.1, 0.2);
    pen.beginPath();
    pen.arc(
      x + Math.cos(angle) * reach * 1.15,
      y - height * 0.67 + Math.sin(angle) * reach * 0.85,
      height * lots.between(0.12, 0.17),
      0,
      7,
    );
    pen.fill();
  }
  pen.beginPath();
  pen.arc(x, y - height * 0.68, height * 0.2, 0, 7);
  pen.fill();
};

/** A cypress or poplar. */
export const poplar: Plant = (pen, x, y, height, lots) => {
  const wide = height * lots.between(0.09, 0.12);
  pen.beginPath();
  pen.moveTo(x, y - height);
  pen.bezierCurveTo(x + wide * 1.1, y - height * 0.75, x + wide * 1.3, y - height * 0.2, x + wide * 0.3, y - height * 0.05);
  pen.lineTo(x + wide * 0.2, y + 2);
  pen.lineTo(x - wide * 0.2, y + 2);
  pen.lineTo(x - wide * 0.3, y - height * 0.05);
  pen.bezierCurveTo(x - wide * 1.3, y - height * 0.2, x - wide * 1.1, y - height * 0.75, x, y - height);
  pen.fill();
};

/** A palm: a leaning trunk and drooping fronds. */
export const palm: Plant = (pen, x, y, height, lots) => {
  const lean = height * lots.between(-0.2, 0.2);
  const [topX, topY] = [x + lean, y - height * 0.78];
  pen.beginPath();
  pen.moveTo(x - height * 0.03, y + 2);
  pen.quadraticCurveTo(x + lean * 0.15, y - height * 0.45, topX - height * 0.012, topY);
  pen.lineTo(topX + height * 0.016, topY);
  pen.quadraticCurveTo(x + lean * 0.15 + height * 0.03, y - height * 0.45, x + height * 0.03, y + 2);
  pen.fill();
  for (let frond = 0; frond < 9; frond++) {
    const angle = -Math.PI * (0.04 + (frond / 8) * 0.92) + lots.between(-0.12, 0.12);
    const reach = height * lots.between(0.3, 0.4);
    const [tipX, tipY] = [topX + Math.cos(angle) * reach, topY + Math.sin(angle) * reach * 0.55 + reach * 0.42];
    const [midX, midY] = [topX + Math.cos(angle) * reach * 0.62, topY + Math.sin(angle) * reach * 0.95];
    pen.beginPath();
    pen.moveTo(topX, topY);
    pen.quadraticCurveTo(midX, midY - height * 0.035, tipX, tipY);
    pen.quadraticCurveTo(midX, midY + height * 0.05, topX, topY + height * 0.012);
    pen.fill();
  }
};

/** A cactus with two arms. */
export const cactus: Plant = (pen, x, y, height, lots) => {
  pen.strokeStyle = pen.fillStyle;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.lineWidth = height * 0.15;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x, y - height * 0.92);
  pen.stroke();
  pen.lineWidth = height * 0.1;
  for (const side of [-1, 1]) {
    const level = height * lots.between(0.3, 0.55);
    pen.beginPath();
    pen.moveTo(x, y - level);
    pen.lineTo(x + side * height * 0.2, y - level - height * 0.02);
    pen.lineTo(x + side * height * 0.2, y - level - height * lots.between(0.18, 0.3));
    pen.stroke();
  }
};

/** A tuft of grass blades. */
export const grass: Plant = (pen, x, y, height, lots) => {
  for (let blade = 0; blade < 6; blade++) {
    const lean = lots.between(-0.45, 0.45) * height;
    const tall = height * lots.between(0.5, 1);
    const root = x + (blade - 3) * height * 0.07;
    pen.beginPath();
    pen.moveTo(root - height * 0.03, y + 2);
    pen.quadraticCurveTo(root + lean * 0.15, y - tall * 0.6, root + lean, y - tall);
    pen.quadraticCurveTo(root + lean * 0.25 + height * 0.04, y - tall * 0.5, root + height * 0.035, y + 2);
    pen.fill();
  }
};

/** A reed with its head. */
export const reed: Plant = (pen, x, y, height, lots) => {
  const lean = lots.between(-0.12, 0.12) * height;
  grass(pen, x, y, height * 0.6, lots);
  pen.fillRect(x, y - height * 0.02, 1, 1);
  pen.beginPath();
  pen.moveTo(x - height * 0.008, y);
  pen.quadraticCurveTo(x, y - height * 0.5, x + lean, y - height);
  pen.lineTo(x + lean + height * 0.014, y - height);
  pen.quadraticCurveTo(x + height * 0.02, y - height * 0.5, x + height * 0.01, y);
  pen.fill();
  pen.beginPath();
  pen.ellipse(x + lean * 0.93, y - height * 0.92, height * 0.022, height * 0.075, lean / height, 0, 7);
  pen.fill();
};

/** A big leaf of the rainforest. */
export const leaf: Plant = (pen, x, y, height, lots) => {
  for (let blade = 0; blade < 5; blade++) {
    const angle = -Math.PI * lots.between(0.15, 0.85);
    const [tipX, tipY] = [x + Math.cos(angle) * height * 0.8, y + Math.sin(angle) * height];
    const [sideX, sideY] = [-Math.sin(angle) * height * 0.17, Math.cos(angle) * height * 0.17];
    const [midX, midY] = [(x + tipX) / 2, (y + tipY) / 2 - height * 0.06];
    pen.beginPath();
    pen.moveTo(x, y);
    pen.quadraticCurveTo(midX + sideX, midY + sideY, tipX, tipY);
    pen.quadraticCurveTo(midX - sideX, midY - sideY, x, y);
    pen.fill();
  }
};

/** A wall of plants along a line: `every` pixels one, with heights between the two given. */
export function grow(
  pen: Pen,
  plant: Plant,
  row: { from: number; to: number; every: number; foot: (x: number) => number; height: readonly [number, number]; gaps?: number },
  lots: Lots,
): void {
  for (let x = row.from; x <= row.to; x += row.every * lots.between(0.6, 1.4)) {
    const height = lots.between(...row.height);
    if (lots.chance(1 - (row.gaps ?? 0))) plant(pen, x, row.foot(x), height, lots);
  }
}
