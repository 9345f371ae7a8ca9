import type { Graph } from '#graphs/document.ts';
import { cardWidth } from '../canvas/card-size.ts';
import type { Point } from '../stores/edits.ts';

const shift = 32;
const headHeight = 44;

/** A place for a card around a point, moved on while the head of another card is there. */
export function freePlace({ nodes }: Graph, around: Point): Point {
  const taken = Object.values(nodes).map(({ at = [0, 0] }) => at);
  const covers = ([x, y]: Point): boolean => taken.some(([tx = 0, ty = 0]) => Math.abs(tx - x) < shift && Math.abs(ty - y) < headHeight);
  let place: Point = [around[0] - cardWidth / 2, around[1] - headHeight];
  while (covers(place)) place = [place[0] + shift, place[1] + headHeight];
  return place;
}
