import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../setup/installation.mjs';

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** One key press arrives more than once, but within this time. */
const duplicateMs = 300;

/** At a terminal the program has the signal for certain, and may be too busy to say so at once. */
const busyMs = 3000;

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
 * one process alone. So a signal is handed on only if the program does not say in time that it has it.
 * @param {import('node:child_process').ChildProcess} child
 */
function passSignals(child) {
  /** @type {Map<unknown, number>} */
  const echoed = new Map();
  /** @type {Map<unknown, NodeJS.Timeout>} */
  const waiting = new Map();
  const stopWaiting = (/** @type {unknown} */ signal) => {
    clearTimeout(waiting.get(signal));
    waiting.delete(signal);
  };
  child.on('message', (signal) => {
    echoed.set(signal, Date.now());
    stopWaiting(signal);
  });
  const handlers = signals.map((signal) => {
    const handler = () => {
      const isEchoed = Date.now() - (echoed.get(signal) ?? 0) < duplicateMs;
      if (isEchoed || waiting.has(signal)) return;
      const passOn = () => {
        stopWaiting(signal);
        child.kill(signal);
      };
      waiting.set(signal, setTimeout(passOn, process.stdin.isTTY ? busyMs : duplicateMs));
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const signal of signals) stopWaiting(signal);
    for (const remove of handlers) remove();
  };
}
