import { join } from 'node:path';
import type { Frame } from '#nodes/settings.ts';
import { StepError } from '../errors.ts';
import { type AnimaticMark, markArgs } from '../ffmpeg/animatic-mark.ts';
import { chainText, filter } from '../ffmpeg/filtergraph.ts';
import { house, houseAudioArgs, houseMuxArgs, houseVideoArgs } from '../ffmpeg/house.ts';
import { inputArgs } from '../ffmpeg/input.ts';
import { requireFrames } from '../ffmpeg/made-frames.ts';
import { exactScaling } from '../ffmpeg/picture.ts';
import { probe } from '../ffmpeg/probe.ts';
import { framesIn, rateOf, rateText, samplesOf } from '../ffmpeg/rate.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { houseSound } from '../ffmpeg/sound.ts';
import { type Recipe, seedOf, type Work } from '../work.ts';
import type { ClipTask } from './filming/messages.ts';
import { pictureFile } from './filming/picture-file.ts';
import { type DrawingThread, startDrawing } from './filming/thread.ts';
import { sceneMetadataArgs } from './scene-tag.ts';

/**
 * Draws a clip of exactly `seconds` × `fps` frames in the house format: from its first frame's scene to its last one's, or
 * a camera move over one scene or picture. The MP4 carries the scene it ends with. Silent unless sound is read. Fails with
 * INPUT_INVALID where nothing says what to show, MEDIA_UNREADABLE or MEDIA_TOO_LARGE for a picture that cannot be used, CANCELLED.
 */
export const makeVideo: Recipe<'make-video'> = async (work) => {
  const task = await taskOf(work);
  const sound = await soundArgs(work, task.frames);
  const thread = startDrawing(task, work.signal);
  try {
    const opening = await thread.next();
    if (!('scene' in opening)) throw new StepError('INTERNAL', 'The animatic gave no scene. Run the step again.');
    const file = join(work.folder, 'video.mp4');
    await encode(work, thread, { task, file, ...opening, sound });
    await requireFrames(file, task.frames);
    work.progress(1);
    return { gives: { video: { file } } };
  } finally {
    await thread.end();
  }
};

async function taskOf({ params, reads, take, folder, signal, progress }: Work<'make-video'>): Promise<ClipTask> {
  const { width, height, fps, motion } = params;
  const shot = reads.shot?.value;
  const text = (reads.prompt?.value.trim() || shot?.prompt.trim()) ?? '';
  if (text === '' && !reads.first && !reads.last)
    throw new StepError('INPUT_INVALID', 'Nothing says what the video shows: give it a prompt, a shot or a picture.');
  if (width % 2 || height % 2)
    throw new StepError(
      'INPUT_INVALID',
      `A video cannot be ${width}×${height} pixels: both sides must be even numbers. Choose another size.`,
    );
  const seconds = params.seconds ?? shot?.seconds ?? 5;
  const place = { folder, signal };
  const first = reads.first && (await pictureFile(reads.first.path, 'first', params, place));
  const last = reads.last && (await pictureFile(reads.last.path, 'last', params, place));
  progress(0.02);
  return {
    kind: 'clip',
    frame: { width, height, fps },
    frames: Math.max(1, framesIn(seconds, rateOf(fps))),
    seconds,
    text,
    seed: seedOf(params, take),
    move: shot?.camera ?? 'push-in',
    motion,
    ...(shot?.mood && { mood: shot.mood }),
    ...(shot?.title && { title: shot.title }),
    ...(first && { first }),
    ...(last && { last }),
  };
}

type Sound = { readonly input: readonly string[]; readonly output: readonly string[] };

/** The sound that is read, cut or continued in silence to the length of the picture. */
async function soundArgs({ reads, params, signal }: Work<'make-video'>, frames: number): Promise<Sound> {
  if (!reads.audio) return { input: [], output: ['-an'] };
  const { audio, format } = await probe(reads.audio.path, signal);
  if (!audio) throw new StepError('MEDIA_UNREADABLE', 'The sound for this video has no sound in it. Choose another file.');
  const samples = samplesOf(frames, rateOf(params.fps), house.sampleRate);
  return {
    input: inputArgs(reads.audio.path, format),
    output: ['-map', '1:a:0', '-af', chainText(houseSound(samples)), ...houseAudioArgs()],
  };
}

async function encode(
  work: Work<'make-video'>,
  thread: DrawingThread,
  clip: { task: ClipTask; file: string; scene: string; mark: AnimaticMark; sound: Sound },
): Promise<void> {
  const { task, file, scene, mark, sound } = clip;
  const { frame, frames } = task;
  await runFfmpeg({
    args: [
      ...rawInput(frame),
      ...sound.input,
      '-map',
      '0:v:0',
      '-vf',
      houseColours(),
      ...houseVideoArgs(frame),
      ...sound.output,
      ...houseMuxArgs(),
      ...sceneMetadataArgs(scene),
      ...markArgs(mark),
      file,
    ],
    folder: work.folder,
    signal: work.signal,
    async stdin(write) {
      for (let index = 0; index < frames; index++) {
        const message = await thread.next();
        if (!('frame' in message)) throw new StepError('INTERNAL', 'The animatic gave no frame. Run the step again.');
        await write(message.frame);
        thread.recycle(message.frame);
        work.progress(0.03 + (0.96 * (index + 1)) / frames);
      }
    },
  });
}

function rawInput({ width, height, fps }: Frame): string[] {
  return ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-video_size', `${width}x${height}`, '-framerate', rateText(rateOf(fps)), '-i', 'pipe:0'];
}

function houseColours(): string {
  return chainText([
    filter('scale', { flags: exactScaling, out_color_matrix: 'bt709', out_range: 'tv' }),
    filter('format', { pix_fmts: 'yuv420p' }),
    filter('setsar', { sar: 1 }),
  ]);
}
