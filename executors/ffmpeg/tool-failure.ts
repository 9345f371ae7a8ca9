import { StepError } from '../errors.ts';

const tailBytes = 4096;
const install: Readonly<Record<string, string>> = {
  ffmpeg: 'Install it (Debian: apt install ffmpeg; macOS: brew install ffmpeg)',
  ffprobe: 'It comes with ffmpeg: install it (Debian: apt install ffmpeg; macOS: brew install ffmpeg)',
  'espeak-ng': 'Install it (Debian: apt install espeak-ng; macOS: brew install espeak-ng)',
};

/** What ffmpeg says, and what that means to a person. */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/moov atom not found/i, 'the file is cut off or damaged'],
  [/Invalid data found when processing input/i, 'a file is damaged or not the media that it claims to be'],
  [/does not contain any stream|matches no streams/i, 'a file has no such picture or sound'],
  [/Cannot allocate memory|max_alloc/i, 'a picture needs more memory than allowed'],
  [/Permission denied/i, 'a file may not be read or written'],
  [/Unknown encoder|Encoder not found|Unknown decoder/i, 'the installed ffmpeg lacks a codec that is needed'],
  [/No such filter/i, 'the installed ffmpeg lacks a filter that is needed'],
];

/** The end of what a program wrote to stderr, short enough for a log line. */
function tailOf(stderr: string): string {
  return stderr.length <= tailBytes ? stderr : `…${stderr.slice(-tailBytes)}`;
}

/** A program that is not installed. */
export function missingFailure(program: string): StepError {
  const code = isFfmpeg(program) ? 'FFMPEG_MISSING' : 'TOOL_MISSING';
  return new StepError(code, `${program} was not found. ${install[program] ?? 'Install it'}, then run this step again.`);
}

/** A program that is installed and could not be started. */
export function startFailure(program: string, cause: NodeJS.ErrnoException): StepError {
  const why = cause.code ?? cause.message;
  return new StepError('INTERNAL', `${program} could not be started (${why}). Check that it runs in a terminal.`, { cause });
}

/** A program that ended without success. */
export function exitFailure(program: string, end: { exitCode: number | null; signal: string | null; stderr: string }): StepError {
  const detail = tailOf(end.stderr);
  if (/No space left on device|Disk quota exceeded/i.test(end.stderr)) {
    return new StepError('DISK_FULL', 'There is no space left on the disk. Free some space, then run this step again.', { detail });
  }
  const code = isFfmpeg(program) ? 'FFMPEG_FAILED' : 'TOOL_FAILED';
  return new StepError(code, `${program} could not finish: ${reasonOf(end)}. Check the files that this step reads.`, { detail });
}

/** A program that was stopped because it took too long. */
export function timeFailure(program: string, timeoutMs: number, stderr: string): StepError {
  const message = `${program} was stopped after ${Math.round(timeoutMs / 1000)} seconds without a result. Try a shorter or smaller film.`;
  return new StepError('TIMED_OUT', message, { detail: tailOf(stderr) });
}

function isFfmpeg(program: string): boolean {
  return program === 'ffmpeg' || program === 'ffprobe';
}

function reasonOf(end: { exitCode: number | null; signal: string | null; stderr: string }): string {
  for (const [pattern, meaning] of meanings) if (pattern.test(end.stderr)) return meaning;
  if (end.signal) return `it was ended from outside (${end.signal}), perhaps for lack of memory`;
  return lastLine(end.stderr) || `it ended with code ${end.exitCode}`;
}

/** The last line marked as an error, else the last line, without the folders of this machine. */
function lastLine(stderr: string): string {
  const lines = stderr.split(/[\r\n]+/).filter((line) => line.trim() && !/Conversion failed/i.test(line));
  const line = lines.findLast((text) => /\[(error|fatal|panic)\]/.test(text)) ?? lines.at(-1) ?? '';
  const plain = line.replace(/\[[^\]]*\]\s*/g, '').replace(/(file:)?\/[^\s:']*\//g, '');
  return plain
    .trim()
    .replace(/[.\s]+$/, '')
    .slice(0, 200);
}
