import { StepError } from '../errors.ts';
import { mp4Index } from './mp4-index.ts';

const unreadable = 'Not one picture of this video could be read: it is damaged. Export or download it again.';

/** Makes sure that a film which was just made has as many frames as it was to have. */
export async function requireFrames(path: string, frames: number): Promise<void> {
  const tracks = (await mp4Index(path))?.tracks;
  const made = tracks?.find(({ kind }) => kind === 'vide')?.frames ?? 0;
  if (made === frames) return;
  if (made === 0) throw new StepError('MEDIA_UNREADABLE', unreadable);
  throw new StepError(
    'FFMPEG_FAILED',
    `ffmpeg made ${made} frames instead of ${frames}. Check the videos that this step reads for damage.`,
  );
}
