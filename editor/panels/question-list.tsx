import { Check, Inbox, X } from 'lucide-react';
import { splitPort } from '#graphs/document.ts';
import type { StepView } from '#server/contract/runs.ts';
import { shownItem } from '../card/elements.ts';
import { useDocument } from '../stores/document.ts';
import { titleOf } from '../stores/ports-of.ts';
import { useRun } from '../stores/run.ts';
import { decideStep } from '../stores/run-control.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ResultView } from './result-view.tsx';
import { goTo } from './wanted-field.ts';

/** Everything that waits for a yes or no, with what it is about. */
export function QuestionList({ questions }: { questions: readonly StepView[] }) {
  if (questions.length === 0) {
    return (
      <EmptyState icon={Inbox} title="Nothing waits for you">
        A Review node asks here before anything behind it is made, and a run asks before it would pass its budget.
      </EmptyState>
    );
  }
  return (
    <ul className="flex h-full gap-3 overflow-x-auto p-3">
      {questions.map((step) => (
        <li key={step.id} className="flex w-72 shrink-0 flex-col gap-2 overflow-y-auto rounded-lg border border-line bg-card p-3">
          <Question step={step} />
        </li>
      ))}
    </ul>
  );
}

function Question({ step }: { step: StepView }) {
  const graph = useDocument((state) => state.graph);
  const run = useRun((state) => state.run);
  // what is asked about is what comes in
  const sources = graph.edges.filter((edge) => splitPort(edge.to)[0] === step.node).map((edge) => splitPort(edge.from)[0]);
  const item = sources.map((source) => shownItem(run?.nodes[source]?.view.outputs ?? {}, step.element)).find(Boolean);
  return (
    <>
      <button type="button" onClick={() => goTo(step.node)} className="truncate text-left text-[12px] text-muted hover:underline">
        {titleOf(graph, step.node)} · {step.element}
      </button>
      <p className="font-medium">{step.question ?? 'Is this good to go?'}</p>
      <ResultView item={item} name={titleOf(graph, step.node)} />
      <div className="mt-auto flex gap-2">
        <Button look="primary" size="small" icon={Check} className="flex-1" onClick={() => void decideStep(step.id, 'approve')}>
          Approve
        </Button>
        <Button size="small" icon={X} className="flex-1" onClick={() => void decideStep(step.id, 'reject')}>
          Reject
        </Button>
      </div>
    </>
  );
}
