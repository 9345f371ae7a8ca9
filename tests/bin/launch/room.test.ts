import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const room = join(import.meta.dirname, '../../../bin/launch/room.mjs');
const launchers: ChildProcess[] = [];

afterEach(() => {
  for (const launcher of launchers.splice(0)) launcher.kill('SIGKILL');
});

/** A launcher in a process group of its own, and what it and its program have written so far. */
function launch(...args: string[]) {
  const settings = JSON.stringify({ node: process.execPath, file: 'tests/bin/launch/counts-signals.ts', args });
  const code = `import { runRoom } from ${JSON.stringify(room)}; process.exitCode = await runRoom(${settings});`;
  const launcher = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  launchers.push(launcher);
  const written = { text: '' };
  launcher.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.text += text;
  });
  return { launcher, written, pid: launcher.pid ?? 0, ended: once(launcher, 'close') };
}

async function ready({ launcher, written }: ReturnType<typeof launch>) {
  while (!written.text.includes('ready')) await once(launcher.stdout as NodeJS.ReadableStream, 'data');
}

describe('a launched program', () => {
  it('gets the arguments as they were and hands back its exit code', async () => {
    const launched = launch('7', 'two words', '--json');
    expect(await launched.ended).toEqual([7, null]);
    expect(launched.written.text).toBe('ready two words --json\n');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('gets %s once when the launcher alone is signalled', async (signal) => {
    const launched = launch('counts');
    await ready(launched);
    process.kill(launched.pid, signal);
    expect(await launched.ended).toEqual([130, null]);
    expect(launched.written.text).toBe(`ready\ngot ${signal}\n`);
  });

  it('gets Ctrl+C once when the whole job is signalled and npm passes it on once more', async () => {
    const launched = launch('counts');
    await ready(launched);
    process.kill(-launched.pid, 'SIGINT');
    process.kill(launched.pid, 'SIGINT');
    expect(await launched.ended).toEqual([130, null]);
    expect(launched.written.text).toBe('ready\ngot SIGINT\n');
  });

  it('that has no handler ends by the signal, and so does the launcher', async () => {
    const launched = launch('waits');
    await ready(launched);
    process.kill(launched.pid, 'SIGTERM');
    expect(await launched.ended).toEqual([null, 'SIGTERM']);
  });

  it('stops gently when its launcher is killed', async () => {
    const launched = launch('counts');
    await ready(launched);
    process.kill(launched.pid, 'SIGKILL');
    await launched.ended;
    expect(launched.written.text).toBe('ready\ngot SIGTERM\n');
  });
});
