import type { Captions, Cue } from './values.ts';

/** A captions file that cannot be read. `line` counts from 1. */
export class CaptionsFormatError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(`Line ${line}: ${message}`);
    this.name = 'CaptionsFormatError';
    this.line = line;
  }
}

type Line = { readonly number: number; readonly text: string };

/** `hours:` may be missing; the fraction follows a comma (SubRip) or a point (WebVTT). */
const clock = String.raw`(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)[,.](\d{1,3})`;
const timing = new RegExp(String.raw`^\s*${clock}\s*-->\s*${clock}(?:\s.*)?$`);
const looksLikeTiming = /-->|^\s*\d{1,4}:\d{2}(:\d{2})?[,.]\d{1,3}\s*-{1,2}>?/;
const skippedVttBlock = /^(NOTE|STYLE|REGION)(\s|$)/;
/** Markup of either format; other uses of `<` are words. */
const tag = /<\/?(?:b|i|u|s|c|v|font|lang|ruby|rt)(?:[.\s][^<>]*)?>|<(?:\d+:)?\d{2}:\d{2}\.\d{3}>|\{\\an?\d+\}/gi;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f' };

/**
 * Reads SubRip (SRT) or WebVTT. Byte order mark, any line ends and missing numbers are accepted; markup is dropped and
 * cues are put in order of time. Throws `CaptionsFormatError` where a cue cannot be understood.
 */
export function parseCaptions(text: string): Captions {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ number: index + 1, text: line }));
  const isVtt = /^WEBVTT(\s|$)/.test(lines[0]?.text ?? '');
  const blocks = blocksOf(lines);
  const cues = (isVtt ? vttBlocks(blocks) : blocks).map((block) => cueOf(block, isVtt));
  if (cues.length === 0 && !isVtt) throw new CaptionsFormatError(1, 'there are no captions in this file. Give an SRT or WebVTT file.');
  const language = isVtt ? languageOf(blocks[0] ?? []) : undefined;
  return { cues: cues.sort((a, b) => a.start - b.start || a.end - b.end), ...(language && { language }) };
}

/** Groups lines that belong together; a timing line always begins a cue, even where the empty line before it is missing. */
function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [];
  let block: Line[] = [];
  const close = (next: Line[] = []): void => {
    if (block.length > 0) blocks.push(block);
    block = next;
  };
  for (const line of lines) {
    if (line.text.trim() === '' && !awaitsText(block, lines[line.number])) close();
    else if (timing.test(line.text) && block.some(({ text }) => timing.test(text))) close([...takeNumber(block), line]);
    else block.push(line);
  }
  close();
  return blocks;
}

/** The number above a timing line belongs to that cue and not to the words before it. */
function takeNumber(block: Line[]): Line[] {
  return /^\s*\d+\s*$/.test(block.at(-1)?.text ?? '') ? block.splice(-1) : [];
}

/** An empty line right after the timing may belong to a cue whose words begin later; that is so where no new cue follows. */
function awaitsText(block: readonly Line[], next: Line | undefined): boolean {
  const last = block.at(-1);
  if (!last || !timing.test(last.text) || !next) return false;
  return next.text.trim() !== '' && !/^\s*\d+\s*$/.test(next.text) && !next.text.includes('-->') && !skippedVttBlock.test(next.text);
}

function vttBlocks(blocks: readonly Line[][]): Line[][] {
  return blocks.slice(1).filter(([first]) => first && !skippedVttBlock.test(first.text));
}

function languageOf(header: readonly Line[]): string | undefined {
  for (const { text } of header) {
    const match = /^Language:\s*(\S+)/i.exec(text);
    if (match) return match[1];
  }
  return undefined;
}

function cueOf(block: readonly Line[], isVtt: boolean): Cue {
  const at = block.findIndex(({ text }) => text.includes('-->'));
  const line = block[at];
  if (!line || at > 1) throw unreadable(block);
  const match = timing.exec(line.text);
  if (!match) throw new CaptionsFormatError(line.number, 'this is not a time such as 00:00:01,000 --> 00:00:02,500.');
  const start = secondsOf(match.slice(1, 5));
  const end = secondsOf(match.slice(5, 9));
  if (end < start) throw new CaptionsFormatError(line.number, 'this caption ends before it begins.');
  const words = block.slice(at + 1).map(({ text }) => plain(text, isVtt));
  return { start, end, text: words.filter(Boolean).join('\n') };
}

function unreadable(block: readonly Line[]): CaptionsFormatError {
  const line = block.find(({ text }) => looksLikeTiming.test(text)) ?? block[0];
  return new CaptionsFormatError(line?.number ?? 1, 'a caption must begin with its time, such as 00:00:01,000 --> 00:00:02,500.');
}

function secondsOf([hours = '0', minutes = '0', seconds = '0', fraction = '0']: readonly (string | undefined)[]): number {
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return (whole * 1000 + Number(fraction.padEnd(3, '0'))) / 1000;
}

function plain(text: string, isVtt: boolean): string {
  const words = text.replace(tag, '');
  const open = isVtt ? words.replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => entities[name] ?? '') : words;
  return open.trim();
}

/** Writes SubRip. A cue without words keeps its place with an empty line. */
export function formatSrt(captions: Captions): string {
  const cues = captions.cues.map((cue, index) => `${index + 1}\n${times(cue, ',')}\n${linesOf(cue.text).replaceAll('-->', '→')}\n`);
  return cues.join('\n');
}

/** Writes WebVTT. The language goes into the header, the note becomes a NOTE block. */
export function formatVtt(captions: Captions): string {
  const head = captions.language ? `WEBVTT\nLanguage: ${captions.language}\n` : 'WEBVTT\n';
  const note = captions.note ? [`NOTE ${linesOf(captions.note).replaceAll('-->', '→')}\n`] : [];
  const cues = captions.cues.map((cue) => `${times(cue, '.')}\n${escaped(linesOf(cue.text))}\n`);
  return [head, ...note, ...cues].join('\n');
}

function times({ start, end }: Cue, mark: ',' | '.'): string {
  return `${clockOf(start, mark)} --> ${clockOf(end, mark)}`;
}

function clockOf(seconds: number, mark: string): string {
  const whole = Math.round(seconds * 1000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two(whole / 3_600_000)}:${two((whole / 60_000) % 60)}:${two((whole / 1000) % 60)}${mark}${String(whole % 1000).padStart(3, '0')}`;
}

/** An empty line would end the cue, so lines are closed up. */
function linesOf(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
