import { Check, Inbox } from 'lucide-react';
import { splitPort } from '#graphs/document.ts';
import type { StepView } from '#server/contract/runs.ts';
import { shownItem } from '../card/elements.ts';
import { useDocument } from '../stores/document.ts';
import { titleOf } from '../stores/ports-of.ts';
import { useRun } from '../stores/run.ts';
import { decideStep } from '../stores/run-control.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { answerWords, askWords } from '../words/answers.ts';
import { elementWords } from '../words/element.ts';
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
    <ul className="grid max-h-full grid-cols-[repeat(auto-fill,minmax(380px,1fr))] gap-3 overflow-y-auto p-3">
      {questions.map((step) => (
        <li key={step.id} className="flex min-h-44 gap-3 rounded-lg border border-line bg-card p-3">
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
  const { ask } = step;
  if (!ask) return null;
  const [first, ...others] = ask.choices;
  return (
    <>
      <div className="w-52 shrink-0 empty:hidden">
        <ResultView item={item} name={titleOf(graph, step.node)} />
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <button type="button" onClick={() => goTo(step.node)} className="truncate rounded text-left text-[12px] text-muted hover:underline">
          {titleOf(graph, step.node)} · {elementWords(step.element)}
        </button>
        <p className="min-h-0 flex-1 overflow-y-auto font-medium text-pretty">{askWords(ask)}</p>
        <div className="mt-2 flex flex-wrap gap-2">
          {first && (
            <Button look="primary" size="small" icon={Check} className="flex-1" onClick={() => void decideStep(step.id, first)}>
              {answerWords(first, ask)}
            </Button>
          )}
          {others.map((choice) => (
            <Button key={choice} size="small" className="flex-1" onClick={() => void decideStep(step.id, choice)}>
              {answerWords(choice, ask)}
            </Button>
          ))}
        </div>
      </div>
    </>
  );
}
