import { type NodeHandle, Position } from '@xyflow/react';
import type { NodeDef } from '#nodes/define.ts';
import { cardWidth } from './card-size.ts';

/** As the card draws them: a border, the header, then one row a port with its shape in the middle of the border. */
const border = 1;
const headerHeight = 44;
const rowHeight = 26;
const size = 12;

/**
 * Where the ports of a card are, from its top left corner in pixels. Known beforehand, wires are drawn and far cards left
 * out without every card being drawn once to be measured.
 */
export function portPlaces({ inputs, outputs }: NodeDef): NodeHandle[] {
  const place = (row: number): number => border + headerHeight + rowHeight * (row + 0.5) - size / 2;
  const left = border - size / 2;
  const right = cardWidth - border - size / 2;
  const common = { width: size, height: size };
  return [
    ...Object.keys(inputs).map((id, row) => ({ id, type: 'target' as const, position: Position.Left, x: left, y: place(row), ...common })),
    ...Object.keys(outputs).map((id, row) => ({
      id,
      type: 'source' as const,
      position: Position.Right,
      x: right,
      y: place(row),
      ...common,
    })),
  ];
}
