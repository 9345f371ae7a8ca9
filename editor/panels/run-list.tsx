import { useQueryClient } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useEffect } from 'react';
import type { RunSummary } from '#server/contract/runs.ts';
import { sentenceOf } from '../server/api-error.ts';
import { queryKeys, useRuns } from '../server/queries.ts';
import { useDocument } from '../stores/document.ts';
import { followRun } from '../stores/follow-run.ts';
import { useRun } from '../stores/run.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { agoWords } from '../words/ago.ts';
import { priceAfter } from '../words/money.ts';
import { duration, secondsBetween } from '../words/time.ts';
import { StateWord } from './state-word.tsx';

/** All runs of this graph, the newest first; a press shows one on the canvas. */
export function RunList() {
  const graphId = useDocument((state) => state.graphId);
  const stamp = useRun((state) => `${state.run?.id} ${state.run?.state}`);
  const client = useQueryClient();
  const { data, error } = useRuns(graphId);
  useEffect(() => {
    if (graphId && stamp) void client.invalidateQueries({ queryKey: queryKeys.runs(graphId) });
  }, [client, graphId, stamp]);
  if (error) return <p className="p-4 text-failed">{sentenceOf(error)}</p>;
  if (data?.runs.length === 0) {
    return (
      <EmptyState icon={History} title="Not run yet">
        Every run is kept here with its time, its price and what it made.
      </EmptyState>
    );
  }
  return (
    <ul className="h-full overflow-y-auto p-2">
      {data?.runs.map((run) => (
        <li key={run.id}>
          <RunLine run={run} />
        </li>
      ))}
    </ul>
  );
}

function RunLine({ run }: { run: RunSummary }) {
  const shown = useRun((state) => state.run?.id === run.id);
  const steps = Object.values(run.steps).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const seconds = run.startedAt && run.endedAt ? duration(secondsBetween(run.startedAt, run.endedAt)) : '';
  return (
    <button
      type="button"
      aria-pressed={shown}
      onClick={() => followRun(run.id)}
      className="grid w-full grid-cols-[120px_minmax(0,1fr)_88px_80px_72px_64px] items-center gap-3 rounded-md px-2 py-1.5 text-left hover:bg-raised aria-pressed:bg-raised"
    >
      <StateWord state={run.state} />
      <span className="truncate">{run.label ?? agoWords(run.createdAt)}</span>
      <span className="text-muted">{run.tier}</span>
      <span className="text-right text-muted">{steps} steps</span>
      <span className="text-right text-muted">{seconds}</span>
      <span className="text-right">{priceAfter(run.usd.actual)}</span>
    </button>
  );
}
