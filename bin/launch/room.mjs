import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../setup/installation.mjs';

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** How long the program has to say that a signal reached it too. */
const echoMs = 300;

const signalEcho = pathToFileURL(join(root, 'bin', 'launch', 'signal-echo.mjs')).href;

/**
 * Runs a TypeScript file of the installation in place of this process: same folder, same terminal, each signal once,
 * same end. Gives its exit code; where a signal ended it, the same signal ends this process.
 * @param {{ node: string, file: string, args: string[] }} room `file` counts from the installation's folder
 * @returns {Promise<number>}
 */
export function runRoom({ node, file, args }) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', '--import', signalEcho, join(root, file), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, FILMLOOM_LAUNCHER: String(process.pid) },
  });
  const stopPassing = passSignals(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      stopPassing();
      if (signal) process.kill(process.pid, signal);
      resolve(code ?? 1);
    });
  });
}

/**
 * Ctrl+C reaches every process of the terminal's foreground job, and npm then passes it on once more; `kill` reaches
 * one process alone. So a signal is handed on only if the program has not said that it has it.
 * @param {import('node:child_process').ChildProcess} child
 */
function passSignals(child) {
  /** @type {Map<unknown, number>} */
  const echoed = new Map();
  /** @type {Map<string, NodeJS.Timeout>} */
  const waiting = new Map();
  child.on('message', (signal) => echoed.set(signal, Date.now()));
  const handlers = signals.map((signal) => {
    const handler = () => {
      if (waiting.has(signal)) return;
      const since = Date.now() - echoMs;
      const decide = () => {
        waiting.delete(signal);
        if ((echoed.get(signal) ?? 0) < since) child.kill(signal);
      };
      waiting.set(signal, setTimeout(decide, echoMs));
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const timer of waiting.values()) clearTimeout(timer);
    for (const remove of handlers) remove();
  };
}
