import { Pause, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { settingsOf } from '#graphs/document.ts';
import { command } from '../commands/all.ts';
import { runCommand } from '../commands/command.ts';
import { keyLabel } from '../commands/keys.ts';
import { whyNotRun } from '../commands/run-commands.ts';
import { useDocument } from '../stores/document.ts';
import { useEstimate } from '../stores/estimate.ts';
import { useRun } from '../stores/run.ts';
import { isLive } from '../stores/run-state.ts';
import { Button } from '../ui/button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { priceBefore } from '../words/money.ts';
import { PaidRunDialog, wasToldOfPaidRuns } from './paid-run-dialog.tsx';

/** Starts the graph and says what it will cost, or holds and stops the run that is under way. */
export function RunButton() {
  const live = useRun((state) => state.run !== null && isLive(state.run.state));
  return live ? <LiveButtons /> : <StartButton />;
}

function StartButton() {
  const { estimate, stale, problems, failure } = useEstimate();
  const asking = useRun((state) => state.asking);
  const isEmpty = useDocument((state) => Object.keys(state.graph.nodes).length === 0);
  const budget = useDocument((state) => settingsOf(state.graph).budgetMicros / 1_000_000);
  const [confirming, setConfirming] = useState(false);
  void [problems, failure, isEmpty];
  const why = whyNotRun();
  const price = estimate ? priceBefore(estimate.usd) : undefined;
  const over = estimate !== null && Number(estimate.usd.max) > budget;
  const press = (): void => {
    if (estimate && Number(estimate.usd.max) > 0 && !wasToldOfPaidRuns()) setConfirming(true);
    else runCommand(command('run'));
  };
  const label = over ? `The price may pass the budget of $${budget.toFixed(2)}. The run asks before it does.` : 'Run the graph';
  return (
    <>
      <Tooltip label={why === true ? label : why} keys={why === true ? 'Mod+Enter' : undefined}>
        <Button
          look="primary"
          icon={Play}
          busy={asking === 'start'}
          aria-disabled={why !== true}
          className={why === true ? '' : 'opacity-45'}
          onClick={press}
          aria-keyshortcuts={keyLabel('Mod+Enter')}
          data-run
        >
          Run
          {price && (
            <span
              className={`font-normal transition-opacity duration-120 ${stale ? 'opacity-50' : ''} ${over ? 'underline decoration-waiting decoration-2 underline-offset-4' : ''}`}
            >
              · {price}
            </span>
          )}
        </Button>
      </Tooltip>
      {confirming && estimate && <PaidRunDialog price={priceBefore(estimate.usd)} budget={budget} close={() => setConfirming(false)} />}
    </>
  );
}

function LiveButtons() {
  const paused = useRun((state) => state.run?.state === 'paused');
  const asking = useRun((state) => state.asking);
  return (
    <div className="flex gap-1.5">
      <Button icon={paused ? Play : Pause} busy={asking === 'pause' || asking === 'resume'} onClick={() => runCommand(command('pause'))}>
        {paused ? 'Go on' : 'Pause'}
      </Button>
      <Button icon={Square} busy={asking === 'cancel'} onClick={() => runCommand(command('stop'))}>
        Stop
      </Button>
    </div>
  );
}
