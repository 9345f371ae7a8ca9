import { io } from 'socket.io-client';
import type { ProgressMessage, RunEvent, SubscribeAnswer } from '#server/contract/events.ts';
import type { RunView, StepView } from '#server/contract/runs.ts';
import type { Client } from './client.ts';

export type Reporter = {
  begins(run: RunView): void;
  event(event: RunEvent): void;
  progress(message: ProgressMessage): void;
  ends(run: RunView): void;
};
type End = 'done' | 'failed' | 'cancelled' | 'awaiting-person' | 'over-budget' | 'interrupted';

/**
 * Follows a run over the socket until it ends or waits for a person. With `approve` it approves reviews. The first Ctrl+C
 * cancels the run and waits for it, the second stops at once.
 */
export function watchRun(client: Client, runId: string, { reporter, approve }: { reporter: Reporter; approve: boolean }): Promise<End> {
  const socket = io(`${client.base}/runs`, { transports: ['websocket'], ...(client.token ? { auth: { token: client.token } } : {}) });
  return new Promise<End>((resolve, reject) => {
    let seen = -1;
    let interrupted = false;
    const finish = async (end: End): Promise<void> => {
      process.off('SIGINT', interrupt);
      socket.disconnect();
      reporter.ends(await client.run(runId));
      resolve(interrupted ? 'interrupted' : end);
    };
    const interrupt = (): void => {
      if (interrupted) process.exit(130);
      interrupted = true;
      console.error('\nStopping: running work is being cancelled. Press Ctrl+C again to stop at once.');
      client.cancel(runId).catch(reject);
    };
    const settle = (state: string): void => {
      if (state === 'done' || state === 'failed' || state === 'cancelled') finish(state).catch(reject);
      else if (state === 'awaiting-person' && !(approve && asked.has('review')))
        finish(asked.has('budget') ? 'over-budget' : 'awaiting-person').catch(reject);
    };
    // Reviews can be approved beforehand; money questions need an answer of their own.
    const asked = new Set<string>();
    const reply = ({ id, ask }: StepView): void => {
      if (!ask) return;
      asked.add(ask.kind);
      if (approve && ask.kind === 'review') client.approve(runId, id).catch(reject);
    };
    process.on('SIGINT', interrupt);
    socket.on('connect', () => {
      socket.emit('subscribe', { runId, ...(seen >= 0 ? { after: seen } : {}) }, (answer: SubscribeAnswer) => {
        if ('error' in answer) return reject(new Error(answer.error.message));
        if (seen < 0) reporter.begins(answer.snapshot);
        seen = answer.seq;
        for (const step of answer.snapshot.stepList) reply(step);
        settle(answer.snapshot.state);
      });
    });
    socket.on('event', (event: RunEvent) => {
      if (event.runId !== runId || event.seq <= seen) return;
      seen = event.seq;
      reporter.event(event);
      if (event.type === 'step-waiting') reply(event.step);
      if ('state' in event) settle(event.state);
    });
    socket.on('progress', (message: ProgressMessage) => reporter.progress(message));
  });
}
