import type { Pen } from './canvas.ts';
import { css, hex } from './colour.ts';
import { fontOf } from './lettering.ts';

const amber = hex('#ffcf6b');
const words = 'ANIMATIC';

/** How wide the label is in letters of `size` pixels, from the left of its dot to the end of its words. */
export function labelWidth(pen: Pen, size: number): number {
  return wordsWidth(pen, size) + size * 0.81;
}

/** Draws the label that every animatic picture wears: a dot and the word, ending at `right` on the line `y`. Answers with the width of the word. */
export function drawLabel(pen: Pen, { right, y, size }: { right: number; y: number; size: number }): number {
  const wide = wordsWidth(pen, size);
  pen.textBaseline = 'alphabetic';
  pen.fillStyle = css(amber);
  pen.fillText(words, right - wide + size * 0.14, y);
  pen.beginPath();
  pen.arc(right - wide - size * 0.55, y - size * 0.36, size * 0.26, 0, 7);
  pen.fill();
  return wide;
}

function wordsWidth(pen: Pen, size: number): number {
  pen.font = fontOf(700, size);
  pen.letterSpacing = `${size * 0.14}px`;
  return pen.measureText(words).width;
}
