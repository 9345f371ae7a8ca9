import type { Captions } from '#nodes/values.ts';
import { captionPages, type Measure } from './caption-lines.ts';

/** Lines that are shown from frame `from` to before frame `to`. */
export type CaptionPage = { readonly from: number; readonly to: number; readonly lines: readonly string[] };

/** The captions of a film as pages in order, none over another. Cues without words give none. */
export function pagesOfFilm(
  captions: Captions,
  film: { frames: number; fps: number },
  fit: { width: number; measure: Measure },
): CaptionPage[] {
  const frameAt = (seconds: number): number => Math.min(film.frames, Math.round(seconds * film.fps));
  const cues = captions.cues.filter(({ text }) => text.trim() !== '').toSorted((a, b) => a.start - b.start);
  return cues.flatMap((cue, index) => {
    const next = cues[index + 1];
    const from = frameAt(cue.start);
    const to = Math.min(frameAt(cue.end), next ? Math.max(frameAt(next.start), from + 1) : film.frames);
    return spread(captionPages(cue.text, fit.width, fit.measure), from, to);
  });
}

/** A cue of several pages turns them in the rhythm of its words. */
function spread(pages: readonly (readonly string[])[], from: number, to: number): CaptionPage[] {
  const lengths = pages.map((lines) => lines.join('').length);
  const all = lengths.reduce((sum, length) => sum + length, 0);
  let said = 0;
  let start = from;
  return pages.flatMap((lines, index) => {
    said += lengths[index] ?? 0;
    const end = from + Math.round(((to - from) * said) / all);
    const page = { from: start, to: end, lines };
    start = end;
    return page.to > page.from ? [page] : [];
  });
}
