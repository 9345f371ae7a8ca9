import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { type FfmpegJob, runFfmpeg } from '#executors/ffmpeg/run.ts';
import { runTool } from '#executors/ffmpeg/run-tool.ts';
import { ask, testFolder } from './made-media.ts';

const folder = testFolder();
afterAll(() => folder.remove());
afterEach(() => vi.unstubAllEnvs());

let jobs = 0;

/** A folder whose name is found in the command line of whatever works in it. */
function place(signal = new AbortController().signal) {
  jobs += 1;
  const own = join(folder.path, `job-${jobs}`);
  mkdirSync(own);
  return { folder: own, signal };
}

function endless(at: { folder: string; signal: AbortSignal }): FfmpegJob {
  return { ...at, args: ['-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=30', '-metadata', `comment=${at.folder}`, '-f', 'null', '-'] };
}

function runningIn(path: string): string[] {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(path) && /ffmpeg/.test(line));
}

describe('runFfmpeg', () => {
  it('reports progress that only grows and ends at the whole', async () => {
    const seen: number[] = [];
    const args = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30:duration=20', '-c:v', 'libx264', 'out.mp4'];
    await runFfmpeg({ ...place(), args, seconds: 20, onProgress: (fraction) => void seen.push(fraction) });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    expect(seen[0]).toBeLessThan(0.9);
  });

  it('takes raw frames from a writer, however many there are', async () => {
    const at = place();
    const frame = new Uint8Array(64 * 64 * 3).fill(200);
    const args = ['-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', '64x64', '-framerate', '30', '-i', 'pipe:0', 'out.mp4'];
    await runFfmpeg({
      ...at,
      args,
      stdin: async (write) => {
        for (let number = 0; number < 300; number += 1) await write(frame);
      },
    });
    expect(ask(join(at.folder, 'out.mp4'), 'v:0', 'nb_read_packets')).toBe('300');
  });

  it('ends ffmpeg and passes on what the writer threw', async () => {
    const at = place();
    const args = ['-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', '64x64', '-i', 'pipe:0', join(at.folder, 'out.mp4')];
    const stdin = async (): Promise<void> => {
      throw new Error('the painter stumbled');
    };
    await expect(runFfmpeg({ ...at, args, stdin })).rejects.toThrow('the painter stumbled');
    expect(runningIn(at.folder)).toEqual([]);
  });

  it('says why ffmpeg failed when it stops reading', async () => {
    const stdin: FfmpegJob['stdin'] = async (write) => {
      for (let number = 0; number < 1000; number += 1) await write(new Uint8Array(100_000));
    };
    const args = ['-f', 'rawvideo', '-pixel_format', 'no-such', '-video_size', '64x64', '-i', 'pipe:0', 'out.mp4'];
    await expect(runFfmpeg({ ...place(), args, stdin })).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
  });

  it('names the reason without the folders of this machine and keeps the end of stderr', async () => {
    const at = place();
    const failure = await runFfmpeg({ ...at, args: ['-i', join(at.folder, 'absent.mp4'), 'out.mp4'] }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'FFMPEG_FAILED', message: expect.stringMatching(/absent\.mp4: No such file/) });
    expect(String(failure)).not.toContain(folder.path);
    expect(failure).toMatchObject({ detail: expect.stringContaining(at.folder) });
  });

  it('kills the process group when cancelled', async () => {
    const stop = new AbortController();
    const at = place(stop.signal);
    const run = runFfmpeg(endless(at));
    run.catch(() => undefined);
    await vi.waitFor(() => expect(runningIn(at.folder)).not.toEqual([]), 5000);
    stop.abort();
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(runningIn(at.folder)).toEqual([]);
  });

  it('starts nothing once cancelled', async () => {
    const at = place(AbortSignal.abort());
    await expect(runFfmpeg({ ...at, args: ['-f', 'lavfi', '-i', 'testsrc2=duration=1', 'out.mp4'] })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(existsSync(join(at.folder, 'out.mp4'))).toBe(false);
  });

  it('ends what takes too long', async () => {
    const at = place();
    await expect(runFfmpeg({ ...endless(at), timeoutMs: 500 })).rejects.toMatchObject({ code: 'TIMED_OUT' });
    expect(runningIn(at.folder)).toEqual([]);
  });

  it('says how to install ffmpeg where it is missing', async () => {
    vi.stubEnv('PATH', folder.path);
    await expect(runFfmpeg({ ...place(), args: [] })).rejects.toMatchObject({
      code: 'FFMPEG_MISSING',
      message: expect.stringMatching(/apt install ffmpeg/),
    });
    const voice = runTool({ ...place(), program: 'espeak-ng', args: [] });
    await expect(voice).rejects.toMatchObject({ code: 'TOOL_MISSING', message: expect.stringMatching(/espeak-ng was not found/) });
  });

  it.skipIf(!existsSync('/dev/full'))('tells a full disk from other failures', async () => {
    const args = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:duration=2', '-c:v', 'rawvideo', '-f', 'avi', '/dev/full'];
    await expect(runFfmpeg({ ...place(), args })).rejects.toMatchObject({ code: 'DISK_FULL' });
  });
});

describe('runTool', () => {
  it('hands arguments over as they are, past any shell', async () => {
    const { stdout } = await runTool({ ...place(), program: 'printf', args: ['%s', '$HOME; `id` "x" *'] });
    expect(stdout.toString()).toBe('$HOME; `id` "x" *');
  });

  it('tells a program nothing but where programs and caches are', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'secret');
    const { stdout } = await runTool({ ...place(), program: 'env', args: [] });
    const names = stdout
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(names.sort()).toEqual(['HOME', 'LANG', 'PATH']);
  });

  it('kills a program that will not end, two seconds after it was asked to', async () => {
    const stop = new AbortController();
    const at = place(stop.signal);
    const stubborn = runTool({
      ...at,
      program: 'sh',
      args: ['-c', `trap '' TERM; echo ready; while :; do sleep 0.1; done # ${at.folder}`],
    });
    stubborn.catch(() => undefined);
    await sleep(400);
    const started = performance.now();
    stop.abort();
    await expect(stubborn).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(performance.now() - started).toBeGreaterThan(1900);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(at.folder);
  });

  it.skipIf(process.platform !== 'linux').each(['SIGKILL', 'exit'])('leaves nothing running when this program ends by %s', async (end) => {
    const at = place();
    const code = `
      import { runTool } from ${JSON.stringify(join(import.meta.dirname, '../../../executors/ffmpeg/run-tool.ts'))};
      runTool({ program: 'ffmpeg', args: ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2', '-metadata', 'comment=${at.folder}', '-f', 'null', '-'], folder: '.', signal: new AbortController().signal }).catch(() => undefined);
      setTimeout(() => ${end === 'exit' ? 'process.exit(0)' : "process.kill(process.pid, 'SIGKILL')"}, 600);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
    const ended = new Promise((resolve) => parent.once('exit', resolve));
    await vi.waitFor(
      () => expect(runningIn(at.folder).some((line) => line.startsWith('ffmpeg') || /\/ffmpeg /.test(line))).toBe(true),
      10_000,
    );
    await ended;
    await vi.waitFor(() => expect(runningIn(at.folder)).toEqual([]), 3000);
  });
});
