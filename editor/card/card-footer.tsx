import type { NodeEstimate } from '../stores/estimate.ts';
import type { NodeRun } from '../stores/run-state.ts';
import { duration } from '../words/time.ts';
import { type CardState, modelOf, secondsOf } from './card-state.ts';

/** Who does the work, and how long it took. */
export function CardFooter({ run, state, estimate }: { run: NodeRun | undefined; state: CardState; estimate: NodeEstimate | undefined }) {
  const model = modelOf(run, estimate);
  const seconds = state === 'done' ? secondsOf(run) : undefined;
  const steps = run?.steps.length ?? 0;
  const stored = run === undefined && estimate && estimate.cached > 0 ? `${estimate.cached} stored` : undefined;
  const right = seconds !== undefined ? duration(seconds) : stored;
  if (!model && !right) return <div className="h-3 shrink-0" />;
  return (
    <footer className="mt-2 flex h-8 shrink-0 items-center justify-between gap-3 border-line border-t px-3 text-faint text-xs">
      <span className="truncate" title={estimate?.models[0]?.why}>
        {model}
      </span>
      <span className="shrink-0">
        {steps > 1 && `${steps} steps${right ? ' · ' : ''}`}
        {right}
      </span>
    </footer>
  );
}
