import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Captions } from '#nodes/values.ts';
import { type CaptionPage, pagesOfFilm } from './caption-pages.ts';
import type { Box } from './safe-zones.ts';

/** Captions as a film of transparent pictures: arguments that open it, and where its pictures stand in the frame. */
export type CaptionPictures = { readonly input: readonly string[]; readonly x: number; readonly y: number };

export type CaptionFilm = {
  readonly frames: number;
  readonly fps: number;
  readonly frame: { readonly width: number; readonly height: number };
  /** Where words may stand. */
  readonly zone: Box;
};

type Type = { readonly size: number; readonly font: string; readonly stroke: number; readonly lineHeight: number };

const lines = 2;
/** Shapes of Han signs differ by language; a text without a language is drawn as Japanese. */
const hanFonts: Readonly<Record<string, string>> = { zh: 'Noto Sans CJK SC', yue: 'Noto Sans CJK HK', ko: 'Noto Sans CJK KR' };

/**
 * Draws the captions of a film and lists them with their times. Words are drawn here and not by a subtitle filter, which
 * has no coloured emoji and would read text that people wrote. Undefined where there are no words.
 */
export async function drawCaptions(
  captions: Captions,
  film: CaptionFilm,
  place: { folder: string; name: string },
): Promise<CaptionPictures | undefined> {
  const type = typeFor(film.frame, captions.language);
  const width = film.zone.width;
  const height = Math.min(film.zone.height, Math.ceil(lines * type.lineHeight + type.stroke * 2));
  const pen = createCanvas(1, 1).getContext('2d');
  pen.font = type.font;
  const fit = { width: width - 2 * type.stroke, measure: (text: string) => pen.measureText(text).width };
  const pages = pagesOfFilm(captions, film, fit);
  if (pages.length === 0) return undefined;
  const blank = await writePicture([], { width, height, type }, { ...place, number: 0 });
  const names: string[] = [];
  for (const [index, page] of pages.entries())
    names.push(await writePicture(page.lines, { width, height, type }, { ...place, number: index + 1 }));
  const list = `${place.name}.ffconcat`;
  await writeFile(join(place.folder, list), listText(pages, names, blank, film));
  const input = ['-protocol_whitelist', 'file', '-format_whitelist', 'concat,png_pipe', '-f', 'concat', '-safe', '0', '-i', `file:${list}`];
  return { input, x: film.zone.x, y: film.zone.y + film.zone.height - height };
}

function typeFor({ width, height }: { width: number; height: number }, language = ''): Type {
  const size = Math.round(Math.min(width, height) * (height > width ? 0.054 : 0.052));
  const han = hanFonts[language.split('-')[0] ?? ''] ?? 'Noto Sans CJK JP';
  const families = ['Noto Sans', han, 'Noto Sans Arabic', 'Noto Color Emoji'].map((family) => `"${family}"`);
  return { size, font: `700 ${size}px ${families.join(', ')}, sans-serif`, stroke: Math.ceil(size * 0.09), lineHeight: size * 1.36 };
}

type Sheet = { readonly width: number; readonly height: number; readonly type: Type };

async function writePicture(
  text: readonly string[],
  sheet: Sheet,
  place: { folder: string; name: string; number: number },
): Promise<string> {
  const canvas = createCanvas(sheet.width, sheet.height);
  drawLines(canvas.getContext('2d'), text, sheet);
  const name = `${place.name}-${place.number}.png`;
  await writeFile(join(place.folder, name), await canvas.encode('png'));
  return name;
}

/** White with a dark rim, which is readable on any picture; the last line stands at the bottom. */
function drawLines(pen: SKRSContext2D, text: readonly string[], { width, height, type }: Sheet): void {
  pen.font = type.font;
  pen.textAlign = 'center';
  pen.lineJoin = 'round';
  pen.lineWidth = type.stroke * 2;
  pen.strokeStyle = 'rgba(0, 0, 0, 0.88)';
  pen.fillStyle = '#ffffff';
  text.forEach((line, index) => {
    const fromBottom = text.length - 1 - index;
    const baseline = height - type.stroke - type.size * 0.33 - fromBottom * type.lineHeight;
    pen.direction = isRightToLeft(line) ? 'rtl' : 'ltr';
    pen.strokeText(line, width / 2, baseline);
    pen.fillText(line, width / 2, baseline);
  });
}

/** The first letter with a direction decides. */
function isRightToLeft(line: string): boolean {
  const letter = /\p{L}/u.exec(line)?.[0] ?? '';
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(letter);
}

/** Each picture with its length; the blank one stands between them and at both ends. Names are our own. */
function listText(pages: readonly CaptionPage[], names: readonly string[], blank: string, { frames, fps }: CaptionFilm): string {
  const entries: { name: string; frames: number }[] = [];
  let at = 0;
  pages.forEach((page, index) => {
    if (page.from > at) entries.push({ name: blank, frames: page.from - at });
    entries.push({ name: names[index] ?? blank, frames: page.to - page.from });
    at = page.to;
  });
  entries.push({ name: blank, frames: Math.max(1, frames - at) });
  const written = entries.map((entry) => `file ${entry.name}\noption framerate ${fps}\nduration ${(entry.frames / fps).toFixed(6)}\n`);
  return `ffconcat version 1.0\n${written.join('')}`;
}
