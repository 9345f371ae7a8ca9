import { ChevronLeft, ChevronRight, Pin, PinOff, RefreshCw, RotateCw } from 'lucide-react';
import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import { shownItem } from '../card/elements.ts';
import { retryNode } from '../stores/run-control.ts';
import type { NodeRun } from '../stores/run-state.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { duration, secondsBetween } from '../words/time.ts';
import { changeElement, pinOf } from './element-choice.ts';
import { ElementOverrides } from './element-overrides.tsx';
import { makeAgain } from './make-again.ts';
import { ResultView } from './result-view.tsx';
import { StateWord } from './state-word.tsx';

type Props = { id: string; node: GraphNode; definition: NodeDef; run: NodeRun; element: string; several: boolean };

/** One result: what it looks like, who made it, and what can be decided about it. */
export function ElementPanel({ id, node, definition, run, element, several }: Props) {
  const own = run.steps.filter((step) => step.element === element);
  const steps = own.length > 0 ? own : run.steps;
  const last = steps.at(-1);
  const failed = steps.some((step) => step.state === 'failed');
  const over = steps.every((step) => step.endedAt !== undefined || step.state === 'cached');
  const error = steps.find((step) => step.error)?.error;
  const warnings = [...new Set(steps.flatMap((step) => step.warnings?.map(({ message }) => message) ?? []))];
  const mapped = several && own.length > 0;
  return (
    <div className="flex flex-col gap-3">
      <ResultView item={shownItem(run.view.outputs, element)} name={node.title ?? definition.title} />
      <div className="flex min-h-6 flex-wrap items-center gap-x-2 text-[12px] text-muted">
        {last && <StateWord state={steps.find((step) => step.state === 'failed')?.state ?? last.state} />}
        {last?.startedAt && last.endedAt && <span>{duration(secondsBetween(last.startedAt, last.endedAt))}</span>}
        {last && last.attempt > 1 && <span>attempt {last.attempt}</span>}
        {last?.model && <span className="truncate">{last.model}</span>}
        {last?.model && <TakeStepper id={id} node={node} element={element} />}
      </div>
      {error && <p className="text-failed text-pretty">{error.message}</p>}
      {warnings.map((warning) => (
        <p key={warning} className="text-waiting text-pretty">
          {warning}
        </p>
      ))}
      <div className="flex flex-wrap items-center gap-1.5">
        {failed && (
          <Button size="small" icon={RotateCw} onClick={() => void retryNode(id, mapped ? [element] : undefined)}>
            Retry
          </Button>
        )}
        {over && !failed && (
          <Button size="small" icon={RefreshCw} onClick={() => void makeAgain(id, mapped ? [element] : undefined)}>
            Make again
          </Button>
        )}
        <PinButton id={id} node={node} run={run} element={element} />
      </div>
      {mapped && <ElementOverrides id={id} node={node} definition={definition} element={element} />}
    </div>
  );
}

/** Fixes the result as it is, or lets go of it. */
function PinButton({ id, node, run, element }: Omit<Props, 'definition' | 'several'>) {
  const pinned = node.elements?.[element]?.pin !== undefined;
  const pin = pinOf(run.view.outputs, element);
  if (pinned) {
    return (
      <Button size="small" icon={PinOff} onClick={() => changeElement(id, node, element, { pin: undefined })}>
        Unpin
      </Button>
    );
  }
  return (
    <Button
      size="small"
      icon={Pin}
      disabled={Object.keys(pin).length === 0}
      title="Keeps this result, whatever changes before it"
      onClick={() => changeElement(id, node, element, { pin })}
    >
      Pin
    </Button>
  );
}

const mostTakes = 999;

/** Which of several results of the same request is used. One that does not exist yet is made by the next run. */
function TakeStepper({ id, node, element }: { id: string; node: GraphNode; element: string }) {
  const take = node.elements?.[element]?.take ?? 0;
  const set = (next: number): void => changeElement(id, node, element, { take: next === 0 ? undefined : next });
  return (
    <fieldset
      aria-label="Take"
      title="Another take is another version of the same request. The next run makes it, or brings it back."
      className="m-0 ml-auto flex items-center border-0 p-0"
    >
      <IconButton icon={ChevronLeft} label="The take before" small disabled={take === 0} onClick={() => set(take - 1)} />
      <output className="min-w-14 text-center text-[12px]">Take {take + 1}</output>
      <IconButton icon={ChevronRight} label="The next take" small disabled={take >= mostTakes} onClick={() => set(take + 1)} />
    </fieldset>
  );
}
