import { StepError } from '../errors.ts';
import { outerBoxes } from './mp4-boxes.ts';

const redo = 'Download or export it again.';

/** Rejects with MEDIA_UNREADABLE where the index of an MP4 or MOV is missing or a part of it lies past the end of the file. */
export async function checkMp4Complete(file: string): Promise<void> {
  const { boxes, fileBytes } = await outerBoxes(file);
  const last = boxes.at(-1);
  const wanted = last ? last.at + last.bytes : 0;
  if (wanted > fileBytes) {
    const percent = Math.floor((fileBytes / wanted) * 100);
    throw new StepError('MEDIA_UNREADABLE', `This video is cut off: at most ${percent} % of it are there. ${redo}`);
  }
  if (!boxes.some(({ name }) => name === 'moov')) {
    throw new StepError('MEDIA_UNREADABLE', `This video is cut off: its index is missing, so it cannot be played. ${redo}`);
  }
}
