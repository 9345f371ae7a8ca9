// Loaded into a launched program before its own code: tells the launcher which signals have arrived (see room.mjs), and
// ends the program gently when the launcher is gone.
import { isMainThread } from 'node:worker_threads';

const isLaunched = process.send !== undefined && process.env.FILMLOOM_LAUNCHER === String(process.ppid);

if (isLaunched && isMainThread) {
  delete process.env.FILMLOOM_LAUNCHER;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) echo(signal);
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}

/** @param {string} signal */
function echo(signal) {
  const handler = () => {
    if (process.connected) process.send?.(signal);
    if (process.listenerCount(signal) > 1) return;
    process.off(signal, handler);
    process.kill(process.pid, signal);
  };
  process.on(signal, handler);
}
