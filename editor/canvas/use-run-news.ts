import { useEffect } from 'react';
import { useDocument } from '../stores/document.ts';
import { titleOf } from '../stores/ports-of.ts';
import { useRun } from '../stores/run.ts';
import { isLive } from '../stores/run-state.ts';
import { say } from './announce.ts';

const quietMs = 10_000;

/** Tells screen readers how a run gets on: failures at once, progress now and then. */
export function useRunNews(): void {
  useEffect(() => {
    let lastWord = 0;
    return useRun.subscribe(({ run }, { run: before }) => {
      if (!run || !before || run.id !== before.id || run === before) return;
      const { graph } = useDocument.getState();
      const failed = Object.keys(run.nodes).find(
        (id) => run.nodes[id]?.view.state === 'failed' && before.nodes[id]?.view.state !== 'failed',
      );
      if (failed) return say(`${titleOf(graph, failed)} failed.`, true);
      if (run.state !== before.state) {
        lastWord = Date.now();
        return say(`Run ${run.state === 'awaiting-person' ? 'waits for you' : run.state}.`);
      }
      if (!isLive(run.state) || Date.now() - lastWord < quietMs) return;
      lastWord = Date.now();
      const nodes = Object.values(run.nodes);
      say(`${nodes.filter(({ view }) => view.state === 'done' || view.state === 'cached').length} of ${nodes.length} nodes done.`);
    });
  }, []);
}
