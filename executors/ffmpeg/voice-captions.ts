import type { Captions, Cue } from '#nodes/values.ts';

/** Captions of one voice, `shift` seconds later, kept between `from` and `to` of the film. */
export type LaidCaptions = { readonly captions: Captions; readonly shift: number; readonly from: number; readonly to: number };

const shortest = 0.05;

/** Brings the captions of several voices together in the order in which they are heard. No cue is lost and none reaches into the next voice. */
export function mergeCaptions(laid: readonly LaidCaptions[]): Captions {
  const cues = laid
    .flatMap((each) => each.captions.cues.map((cue) => placed(cue, each)))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const languages = new Set(laid.flatMap(({ captions }) => captions.language ?? []));
  const notes = new Set(laid.flatMap(({ captions }) => captions.note ?? []));
  const [language] = languages;
  return {
    cues,
    ...(languages.size === 1 && language && { language }),
    ...(notes.size > 0 && { note: [...notes].join('. ') }),
  };
}

function placed(cue: Cue, { shift, from, to }: LaidCaptions): Cue {
  const start = clamp(cue.start + shift, from, Math.max(from, to - shortest));
  const end = clamp(cue.end + shift, Math.min(to, start + shortest), to);
  return { start: toMs(start), end: toMs(end), text: cue.text };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}

function toMs(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
