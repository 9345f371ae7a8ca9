import { useEffect, useState } from 'react';
import { useRun } from '../stores/run.ts';
import type { FollowedRun } from '../stores/run-state.ts';
import { isLive } from '../stores/run-state.ts';
import { priceAfter } from '../words/money.ts';
import { duration } from '../words/time.ts';
import { StateWord } from './state-word.tsx';
import { stepTally } from './step-rows.ts';

/** The run in one line: state, steps, time, money. */
export function RunStatus() {
  const run = useRun((state) => state.run);
  const lost = useRun((state) => state.link === 'lost');
  const seconds = useElapsed(run);
  if (!run) return null;
  const { over, all } = stepTally(run);
  return (
    <div className="flex items-center gap-3 pr-1 text-[12px] text-muted">
      {lost && isLive(run.state) && <span className="text-waiting">Connection lost, trying again …</span>}
      <StateWord state={run.state} />
      <span>
        {over} of {all} steps
      </span>
      {seconds !== undefined && <span className="min-w-10 text-right">{duration(seconds)}</span>}
      <span className="min-w-10 text-right font-medium text-text" title="Spent by this run">
        {priceAfter(run.usd.actual)}
      </span>
    </div>
  );
}

/** Seconds since the run began, counting while it is under way. */
function useElapsed(run: FollowedRun | null): number | undefined {
  const [now, setNow] = useState(() => Date.now());
  const live = run !== null && isLive(run.state);
  useEffect(() => {
    if (!live) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [live]);
  if (!run?.startedAt) return undefined;
  const end = run.endedAt ? Date.parse(run.endedAt) : now;
  return Math.max(0, end - Date.parse(run.startedAt)) / 1000;
}
