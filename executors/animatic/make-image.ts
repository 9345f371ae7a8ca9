import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warning } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import { type Recipe, seedOf } from '../work.ts';
import { pictureFile } from './filming/picture-file.ts';
import { startDrawing } from './filming/thread.ts';

/**
 * Draws a picture from words as a layered silhouette scene, marked ANIMATIC, with its scene in the PNG. An animatic
 * reference lends its place and light, a user's picture becomes the background. Fails with INPUT_INVALID where the words
 * are missing, MEDIA_UNREADABLE or MEDIA_TOO_LARGE for a reference that cannot be used, CANCELLED.
 */
export const makeImage: Recipe<'make-image'> = async ({ params, reads, take, folder, signal, progress }) => {
  const { width, height, strength } = params;
  const text = reads.prompt.value.trim();
  if (text === '') throw new StepError('INPUT_INVALID', 'The prompt is empty: write what the picture shows.');
  const place = { folder, signal };
  const reference = reads.reference && (await pictureFile(reads.reference.path, 'reference', params, place));
  const mask = reads.mask && reference ? await pictureFile(reads.mask.path, 'mask', params, place) : undefined;
  progress(0.2);
  const thread = startDrawing(
    { kind: 'still', width, height, text, seed: seedOf(params, take), strength, ...(reference && { reference }), ...(mask && { mask }) },
    signal,
  );
  try {
    const message = await thread.next();
    if (!('png' in message)) throw new StepError('INTERNAL', 'The animatic gave no picture. Run the step again.');
    const file = join(folder, 'image.png');
    await writeFile(file, message.png);
    progress(1);
    const warnings: Warning[] =
      reads.mask && !reference
        ? [{ code: 'INPUT_IGNORED', message: 'The mask was not used: there is no reference picture that it could belong to.' }]
        : [];
    return { gives: { image: { file } }, ...(warnings.length > 0 && { warnings }) };
  } finally {
    await thread.end();
  }
};
