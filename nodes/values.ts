import { z } from 'zod';

export const cameraMoves = ['static', 'push-in', 'pull-out', 'pan-left', 'pan-right', 'tilt-up', 'tilt-down', 'handheld'] as const;
export type CameraMove = (typeof cameraMoves)[number];

/** One planned segment of the film. `seconds` is its length; its keyframe text is a separate element. */
export const shotSchema = z.strictObject({
  /** What is seen and what happens, complete in itself: it names cast and setting. */
  prompt: z.string(),
  seconds: z.number().positive(),
  /** A few words for slates and lists. */
  title: z.string().optional(),
  /** The words spoken over the shot. */
  narration: z.string().optional(),
  camera: z.enum(cameraMoves).optional(),
  mood: z.string().optional(),
});
export type Shot = z.infer<typeof shotSchema>;

/** One caption: `start` and `end` in seconds from the beginning. An empty `text` is a cue whose words are not known. */
export const cueSchema = z.strictObject({ start: z.number().min(0), end: z.number().min(0), text: z.string() });
export type Cue = z.infer<typeof cueSchema>;

/** Timed captions. `note` says to the reader what they are not, e.g. "Transcript needs a model". */
export const captionsSchema = z.strictObject({
  cues: z.array(cueSchema),
  /** BCP 47. */
  language: z.string().optional(),
  note: z.string().optional(),
});
export type Captions = z.infer<typeof captionsSchema>;

/** The values small enough to travel inside the log; images, video and audio are files instead. */
export type InlineValue = { text: string; number: number; shot: Shot; captions: Captions };
