import type { Canvas } from '@napi-rs/canvas';
import type { Pen } from '../drawing/canvas.ts';

/** Goes from one picture to another with a soft edge that crosses the frame; `way` is 1 to the right, -1 to the left. */
export function wipe(
  pen: Pen,
  spare: Canvas,
  about: { share: number; way: number; first: (pen: Pen) => void; last: (pen: Pen) => void },
): void {
  const { share, way, first, last } = about;
  const through = Math.min(1, Math.max(0, (share - 0.25) / 0.5));
  if (through < 1) first(pen);
  if (through <= 0) return;
  if (through >= 1) return last(pen);
  const on = spare.getContext('2d');
  on.setTransform(1, 0, 0, 1, 0, 0);
  on.globalCompositeOperation = 'source-over';
  on.clearRect(0, 0, spare.width, spare.height);
  last(on);
  on.setTransform(1, 0, 0, 1, 0, 0);
  on.globalAlpha = 1;
  const soft = spare.width * 0.55;
  const edge = -soft + (spare.width + soft) * (through * through * (3 - 2 * through));
  const mask =
    way > 0
      ? on.createLinearGradient(edge, 0, edge + soft, 0)
      : on.createLinearGradient(spare.width - edge, 0, spare.width - edge - soft, 0);
  mask.addColorStop(0, 'rgba(0,0,0,1)');
  mask.addColorStop(1, 'rgba(0,0,0,0)');
  on.globalCompositeOperation = 'destination-in';
  on.fillStyle = mask;
  on.fillRect(0, 0, spare.width, spare.height);
  on.globalCompositeOperation = 'source-over';
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.drawImage(spare, 0, 0);
}
