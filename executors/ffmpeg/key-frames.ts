import type { Place } from './conform.ts';
import { inputArgs } from './input.ts';
import { runFfprobe } from './run.ts';

/** The numbers of the key frames of a house clip, whose frames lie in the file in the order in which they are shown. */
export async function keyFrames(path: string, place: Place): Promise<number[]> {
  const show = ['-select_streams', 'v:0', '-show_entries', 'packet=flags', '-of', 'csv=p=0'];
  const { stdout } = await runFfprobe({ args: [...show, ...inputArgs(path, 'mov')], ...place });
  const lines = stdout.toString('latin1').split('\n');
  return lines.flatMap((flags, number) => (flags.startsWith('K') ? [number] : []));
}
