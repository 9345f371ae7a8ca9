import { ListTree, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useDocument } from '../stores/document.ts';
import { titleOf } from '../stores/ports-of.ts';
import { useRun } from '../stores/run.ts';
import { retryNode } from '../stores/run-control.ts';
import { useView } from '../stores/view.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Progress } from '../ui/progress.tsx';
import { Segments } from '../ui/segments.tsx';
import { elementWords } from '../words/element.ts';
import { duration, secondsBetween } from '../words/time.ts';
import { StateWord } from './state-word.tsx';
import { type StepFilter, type StepRow, stepRows } from './step-rows.ts';
import { goTo } from './wanted-field.ts';

/** With more rows than this the page would be slow; the filter finds the rest. */
const mostRows = 1000;
const filterOptions = [
  { value: 'all', title: 'All' },
  { value: 'working', title: 'At work' },
  { value: 'failed', title: 'Failed' },
];

/** Every step of the run: what it does, how far it is, who does it, and what went wrong. */
export function StepTable() {
  const run = useRun((state) => state.run);
  const [filter, setFilter] = useState<StepFilter>('all');
  if (!run) {
    return (
      <EmptyState icon={ListTree} title="No steps yet">
        A run becomes small steps, such as one picture or one clip. Each is shown here with its progress, its model and its time.
      </EmptyState>
    );
  }
  const rows = stepRows(run, filter);
  return (
    <div className="flex h-full flex-col">
      <div className="w-60 shrink-0 px-3 pt-2">
        <Segments
          aria-label="Which steps"
          value={filter}
          options={filterOptions}
          onValueChange={(value) => setFilter(value as StepFilter)}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-3 py-2">
        {rows.length === 0 && (
          <p className="px-2 py-4 text-muted">{filter === 'failed' ? 'Nothing has failed.' : 'Nothing is being worked on.'}</p>
        )}
        {rows.length > 0 && (
          <table className="w-full table-fixed">
            <caption className="sr-only">Steps of the run</caption>
            <thead className="text-left text-[12px] text-faint">
              <tr>
                <th className="w-[22%] px-2 pb-1 font-normal">Node</th>
                <th className="w-[18%] px-2 pb-1 font-normal">Step</th>
                <th className="w-32 px-2 pb-1 font-normal">State</th>
                <th className="px-2 pb-1 font-normal">Progress</th>
                <th className="w-[16%] px-2 pb-1 font-normal max-lg:hidden">Model</th>
                <th className="w-20 px-2 pb-1 text-right font-normal">Time</th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, mostRows).map((row) => (
                <StepLine key={row.step.id} row={row} />
              ))}
            </tbody>
          </table>
        )}
        {rows.length > mostRows && <p className="px-2 py-2 text-muted">and {rows.length - mostRows} more</p>}
      </div>
    </div>
  );
}

function StepLine({ row: { step, fraction, note } }: { row: StepRow }) {
  const title = useDocument((state) => titleOf(state.graph, step.node));
  const words = step.error?.message ?? step.warnings?.[0]?.message ?? note;
  const show = (): void => {
    goTo(step.node);
    useView.getState().showElement(step.node, step.element);
  };
  return (
    <tr className="group border-t border-line align-middle [content-visibility:auto]">
      <td className="truncate px-2 py-1.5">
        <button type="button" onClick={show} className="max-w-full truncate rounded text-left group-hover:underline">
          {title} <span className="text-faint">{elementWords(step.element)}</span>
        </button>
      </td>
      <td className="truncate px-2 text-muted">
        {step.title}
        {step.attempt > 1 && <span className="text-faint"> · attempt {step.attempt}</span>}
      </td>
      <td className="px-2">
        <StateWord state={step.state} />
      </td>
      <td className="px-2">
        <div className="flex items-center gap-2">
          {step.state === 'running' && (
            <span className="w-24 shrink-0">
              <Progress fraction={fraction} label={`Progress of ${title} ${elementWords(step.element)}`} />
            </span>
          )}
          {words && (
            <span
              title={words}
              className={`truncate text-[12px] ${step.error ? 'text-failed' : step.warnings ? 'text-waiting' : 'text-muted'}`}
            >
              {words}
            </span>
          )}
          {step.state === 'failed' && (
            <IconButton
              icon={RotateCw}
              label={`Retry ${title} ${elementWords(step.element)}`}
              small
              onClick={() => void retryNode(step.node, [step.element])}
            />
          )}
        </div>
      </td>
      <td className="truncate px-2 text-muted max-lg:hidden">{step.model}</td>
      <td className="px-2 text-right text-muted">
        {step.startedAt && step.endedAt ? duration(secondsBetween(step.startedAt, step.endedAt)) : ''}
      </td>
    </tr>
  );
}
