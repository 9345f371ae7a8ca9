import PQueue from 'p-queue';
import { checkMp4Complete } from './mp4-complete.ts';
import { type Mp4Track, mp4Index } from './mp4-index.ts';
import { type MediaInfo, probe } from './probe.ts';

/**
 * Probes several films. Of those made like the first one, where that is in the house format, only the index is read: a
 * film of many clips is then known in milliseconds instead of one start of ffprobe a clip; the length of their sound stays
 * unread. Rejects as `probe` does.
 */
export async function probeAlike(paths: readonly string[], signal: AbortSignal): Promise<MediaInfo[]> {
  const [first, ...others] = [...new Set(paths)];
  if (first === undefined) return [];
  const model = await probe(first, signal);
  const tracks = model.house ? (await mp4Index(first))?.tracks : undefined;
  const queue = new PQueue({ concurrency: 4 });
  const known = new Map([[first, model]]);
  await queue.addAll(others.map((path) => async () => known.set(path, (await alike(path, model, tracks)) ?? (await probe(path, signal)))));
  return paths.flatMap((path) => known.get(path) ?? []);
}

async function alike(path: string, model: MediaInfo, tracks: readonly Mp4Track[] | undefined): Promise<MediaInfo | undefined> {
  if (!tracks || !model.video) return undefined;
  const own = await mp4Index(path).catch(() => undefined);
  const picture = own?.tracks.find(({ kind }) => kind === 'vide');
  if (!own || !picture?.frameSeconds || !sameMake(own.tracks, tracks)) return undefined;
  await checkMp4Complete(path);
  const seconds = picture.frames * picture.frameSeconds;
  const facts = { ...model.facts, seconds: Math.round(seconds * 1000) / 1000 };
  const audio = model.audio && { ...model.audio, seconds: undefined };
  return { ...model, facts, video: { ...model.video, frames: picture.frames, seconds }, audio, tags: own.tags };
}

function sameMake(one: readonly Mp4Track[], other: readonly Mp4Track[]): boolean {
  return one.length === other.length && one.every((track, index) => isLike(track, other[index]));
}

function isLike(track: Mp4Track, other: Mp4Track | undefined): boolean {
  if (track.kind !== other?.kind) return false;
  return track.kind !== 'vide' || (track.make === other.make && track.frameSeconds === other.frameSeconds);
}
