import { type Captions, captionsSchema } from '#nodes/values.ts';
import type { RunOutput } from '#server/contract/runs.ts';

export type Film = {
  readonly url: string;
  /** The file to keep; the graph is in it. */
  readonly downloadUrl: string;
  readonly title: string;
  readonly fileName: string;
  readonly seconds: number;
  readonly fps: number;
  readonly width: number;
  readonly height: number;
};

const number = (value: unknown, otherwise: number): number => (typeof value === 'number' && value > 0 ? value : otherwise);

/** The film of a run: its first video, since a run lists the film first. */
export function filmOf(outputs: readonly RunOutput[]): Film | undefined {
  const output = outputs.find(({ kind, url }) => kind === 'video' && url !== undefined);
  if (!output?.url) return undefined;
  const { title, fileName, url, downloadUrl, facts } = output;
  return {
    url,
    downloadUrl,
    title,
    fileName,
    seconds: number(facts.seconds, 0),
    fps: number(facts.fps, 30),
    width: number(facts.width, 16),
    height: number(facts.height, 9),
  };
}

/** The captions that belong to a film: those that end within it and have words. */
export function captionsFor({ seconds }: Pick<Film, 'seconds'>, outputs: readonly RunOutput[]): Captions | undefined {
  const all = outputs.flatMap(({ kind, value }) => (kind === 'captions' ? (captionsSchema.safeParse(value).data ?? []) : []));
  return all.find(({ cues }) => cues.some(({ text }) => text !== '') && (seconds === 0 || cues.every(({ end }) => end <= seconds + 1)));
}
