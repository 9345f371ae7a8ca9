import type { Bus } from './contract.ts';
import { Listeners } from './listeners.ts';

/** The bus of one process: a message is heard in the next microtask, in the order of sending. */
export function openInProcessBus(): Bus {
  const listeners = new Listeners();
  let isClosed = false;
  return {
    publish(message) {
      queueMicrotask(() => {
        if (isClosed) return;
        listeners.tell(message.runId, message);
        listeners.tell('*', message);
      });
    },
    async listen(runId, listener) {
      const end = listeners.add(runId, listener);
      return () => void end();
    },
    async ping() {
      if (isClosed) throw new Error('The bus is closed.');
    },
    async close() {
      isClosed = true;
      listeners.clear();
    },
  };
}
