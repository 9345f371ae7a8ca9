import { openWav } from '../sound/wav.ts';
import { finishSpeech, type Speech } from './finish.ts';

/** The speech to finish, and the file to write it to. */
export type SpeechTask = Speech & { readonly path: string };

/** Finishes speech and writes it as a WAV file; takes some milliseconds for each second of sound. */
export function writeSpeech(task: SpeechTask): void {
  const file = openWav(task.path, task.frames);
  try {
    file.write(finishSpeech(task), task.frames);
  } finally {
    file.close();
  }
}
