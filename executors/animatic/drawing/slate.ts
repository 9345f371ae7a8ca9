import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { Frame } from '#nodes/settings.ts';
import type { CameraMove } from '#nodes/values.ts';
import { gradient, type Pen } from './canvas.ts';
import { type Colour, css, hex } from './colour.ts';
import { drawLabel } from './label.ts';
import { fontOf, rightToLeft, shorten, wrap } from './lettering.ts';

/** What the slate and the caption band say. */
type SlateText = { readonly title?: string; readonly seconds?: number; readonly move?: CameraMove; readonly sentence: string };

const amber: Colour = hex('#ffcf6b');
const white: Colour = hex('#f7f5f0');
const night: Colour = hex('#08080d');

/** The size of the letters for a frame, in pixels. */
function letterSize({ width, height }: Pick<Frame, 'width' | 'height'>): { slate: number; caption: number; edge: number } {
  const span = Math.sqrt(width * height);
  return { slate: Math.max(7, span * 0.0182), caption: Math.max(8, span * 0.0275), edge: Math.max(4, span * 0.029) };
}

/** Everything that lies upon the picture and does not move with it, on a transparent bitmap of the frame's size. */
export function slateOf(frame: Pick<Frame, 'width' | 'height'>, text: SlateText, card = false): Canvas {
  const canvas = createCanvas(frame.width, frame.height);
  const pen = canvas.getContext('2d');
  drawVignette(pen, frame);
  if (!card && text.sentence.trim() !== '') drawBand(pen, frame, text.sentence);
  drawSlate(pen, frame, text);
  return canvas;
}

/** Dark corners, as a lens has them. */
function drawVignette(pen: Pen, { width, height }: Pick<Frame, 'width' | 'height'>): void {
  const shade = pen.createRadialGradient(
    width / 2,
    height * 0.5,
    Math.min(width, height) * 0.42,
    width / 2,
    height * 0.5,
    Math.hypot(width, height) * 0.6,
  );
  shade.addColorStop(0, css(night, 0));
  shade.addColorStop(1, css(night, 0.38));
  pen.fillStyle = shade;
  pen.fillRect(0, 0, width, height);
}

function drawSlate(pen: Pen, frame: Pick<Frame, 'width' | 'height'>, { title, seconds, move }: SlateText): void {
  const { slate, edge } = letterSize(frame);
  pen.fillStyle = gradient(
    pen,
    [0, 0, 0, slate * 5.2],
    [
      [0, night, 0.5],
      [1, night, 0],
    ],
  );
  pen.fillRect(0, 0, frame.width, slate * 5.2);
  pen.textBaseline = 'alphabetic';
  const y = edge + slate * 0.8;
  const wide = drawLabel(pen, { right: frame.width - edge, y, size: slate });
  const facts = [seconds === undefined ? '' : `${trimmed(seconds)} s`, move ? move.replace('-', ' ').toUpperCase() : '']
    .filter((fact) => fact !== '')
    .join('  ·  ');
  pen.letterSpacing = `${slate * 0.06}px`;
  pen.font = fontOf(500, slate);
  const factsWide = facts ? pen.measureText(facts).width : 0;
  const space = frame.width - 2 * edge - wide - slate * 3;
  pen.font = fontOf(700, slate);
  const name = title ? shorten(pen, title, Math.max(slate * 4, space - factsWide - slate * 2)) : '';
  pen.fillStyle = css(white, 0.95);
  if (name) pen.fillText(name, edge, y);
  const after = name ? pen.measureText(name).width + slate : 0;
  if (!facts || after + factsWide > space) return;
  pen.font = fontOf(500, slate);
  pen.fillStyle = css(white, 0.66);
  pen.fillText(facts, edge + after, y);
}

const trimmed = (seconds: number): string => String(Math.round(seconds * 10) / 10);

type Band = { readonly lines: readonly string[]; readonly line: number; readonly top: number };

function layBand(pen: Pen, frame: Pick<Frame, 'width' | 'height'>, sentence: string): Band {
  const { caption, edge } = letterSize(frame);
  pen.font = fontOf(500, caption);
  pen.letterSpacing = '0px';
  const lines = wrap(pen, sentence, frame.width - 2 * edge, 2);
  const line = caption * 1.36;
  return { lines, line, top: frame.height - lines.length * line - caption * 1.1 };
}

/** The shares of the height that slate and caption band take, the softest part of the band's edge aside. */
export function slateShares(frame: Pick<Frame, 'width' | 'height'>, sentence: string, card = false): { slate: number; band: number } {
  const { slate, caption, edge } = letterSize(frame);
  const pen = createCanvas(1, 1).getContext('2d');
  const band = card || sentence.trim() === '' ? 0 : frame.height - layBand(pen, frame, sentence).top + caption * 0.8;
  const rounded = (pixels: number): number => Math.ceil((1000 * pixels) / frame.height) / 1000;
  return { slate: rounded(edge + slate * 1.3), band: rounded(band) };
}

function drawBand(pen: Pen, frame: Pick<Frame, 'width' | 'height'>, sentence: string): void {
  const { caption, edge } = letterSize(frame);
  const { lines, line, top } = layBand(pen, frame, sentence);
  pen.fillStyle = gradient(
    pen,
    [0, top - caption * 1.1, 0, top + caption * 0.4],
    [
      [0, night, 0],
      [0.55, night, 0.4],
      [1, night, 0.72],
    ],
  );
  pen.fillRect(0, top - caption * 1.1, frame.width, caption * 1.5);
  pen.fillStyle = gradient(
    pen,
    [0, top + caption * 0.4, 0, frame.height],
    [
      [0, night, 0.72],
      [1, night, 0.86],
    ],
  );
  pen.fillRect(0, top + caption * 0.4, frame.width, frame.height - top);
  const back = rightToLeft(sentence);
  pen.direction = back ? 'rtl' : 'ltr';
  pen.textAlign = back ? 'right' : 'left';
  pen.fillStyle = css(white);
  for (const [index, words] of lines.entries()) pen.fillText(words, back ? frame.width - edge : edge, top + caption * 1.16 + index * line);
  pen.direction = 'ltr';
  pen.textAlign = 'left';
}

/** The word card: the shot's words set large where no picture can be made of them. */
export function drawCard(pen: Pen, frame: Pick<Frame, 'width' | 'height'>, words: string): void {
  const span = Math.sqrt(frame.width * frame.height);
  const edge = frame.width * 0.1;
  const fits = (size: number, most: number) => {
    pen.font = fontOf(650, size);
    return wrap(pen, words, frame.width - 2 * edge, most);
  };
  let size = span * 0.085;
  let lines = fits(size, 9);
  while (size > span * 0.034 && (lines.length * size * 1.3 > frame.height * 0.56 || lines.some((line) => line.endsWith('…')))) {
    size *= 0.92;
    lines = fits(size, 9);
  }
  const shade = pen.createRadialGradient(
    frame.width / 2,
    frame.height * 0.48,
    0,
    frame.width / 2,
    frame.height * 0.48,
    Math.hypot(frame.width, frame.height) * 0.5,
  );
  shade.addColorStop(0, css(night, 0.42));
  shade.addColorStop(1, css(night, 0.12));
  pen.fillStyle = shade;
  pen.fillRect(0, 0, frame.width, frame.height);
  const back = rightToLeft(words);
  pen.direction = back ? 'rtl' : 'ltr';
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  const top = frame.height * 0.51 - (lines.length * size * 1.3) / 2 + size;
  for (const [index, line] of lines.entries()) {
    pen.fillStyle = css(night, 0.35);
    pen.fillText(line, frame.width / 2 + size * 0.03, top + index * size * 1.3 + size * 0.05);
    pen.fillStyle = css(white);
    pen.fillText(line, frame.width / 2, top + index * size * 1.3);
  }
  pen.fillStyle = css(amber);
  pen.fillRect(frame.width / 2 - span * 0.03, top + lines.length * size * 1.3 - size * 0.62, span * 0.06, Math.max(2, span * 0.004));
  pen.textAlign = 'left';
  pen.direction = 'ltr';
}
