import type { Edge, Node, ReactFlowInstance } from '@xyflow/react';
import type { Point } from '../stores/edits.ts';

/** What React Flow holds of a node: the card reads everything else from the stores by its id. */
export type CardNode = Node<Record<string, never>, 'card'>;
export type WireEdge = Edge<{ kind: string; many: boolean }, 'wire'>;
export type CanvasInstance = ReactFlowInstance<CardNode, WireEdge>;

let instance: CanvasInstance | null = null;
let pointer: { x: number; y: number } | null = null;

export function setCanvas(next: CanvasInstance | null): void {
  instance = next;
  pointer = null;
}

/** The canvas on the screen, for commands that move or measure it. */
export function canvas(): CanvasInstance | null {
  return instance;
}

/** Remembers where in the window the pointer is over the canvas; null when it has left. */
export function setPointer(next: { x: number; y: number } | null): void {
  pointer = next;
}

/** Where something new goes: at the pointer when it is over the canvas, else in the middle. */
export function newPlace(): { at: Point; screen: Point } {
  const box = document.querySelector('.react-flow')?.getBoundingClientRect();
  const middle = box ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : { x: 0, y: 0 };
  const screen = pointer ?? middle;
  const { x, y } = instance?.screenToFlowPosition(screen) ?? { x: 0, y: 0 };
  return { at: [x, y], screen: [screen.x, screen.y] };
}
