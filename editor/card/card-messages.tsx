import { RotateCw, TriangleAlert } from 'lucide-react';
import type { SeenProblem } from '../stores/estimate.ts';
import { useRun } from '../stores/run.ts';
import { decideStep, retryNode } from '../stores/run-control.ts';
import type { NodeRun } from '../stores/run-state.ts';
import { answerWords, askWords } from '../words/answers.ts';
import type { CardState } from './card-state.ts';

type Props = { id: string; run: NodeRun | undefined; state: CardState; problems: readonly SeenProblem[] };

/** What is wrong, what waits for an answer, and the way out. */
export function CardMessages({ id, run, state, problems }: Props) {
  const loose = problems.filter(({ port, param, severity }) => severity === 'error' || (!port && !param));
  return (
    <>
      {loose.slice(0, 2).map(({ code, message, severity }) => (
        <Message key={code + message} tone={severity === 'error' ? 'failed' : 'waiting'} text={message} />
      ))}
      {loose.length > 2 && <p className="mx-3 mt-1 text-faint text-xs">and {loose.length - 2} more</p>}
      {run && state === 'failed' && <Failure id={id} run={run} />}
      {run && state === 'awaiting-person' && <Question run={run} />}
      {run && <Warnings run={run} />}
    </>
  );
}

function Message({ tone, text }: { tone: 'failed' | 'waiting'; text: string }) {
  return (
    <p className={`mx-3 mt-2 flex gap-1.5 text-xs leading-snug ${tone === 'failed' ? 'text-failed' : 'text-waiting'}`}>
      <TriangleAlert size={13} className="mt-px shrink-0" aria-hidden />
      <span className="line-clamp-4 min-w-0 break-words" title={text}>
        {text}
      </span>
    </p>
  );
}

function Failure({ id, run }: { id: string; run: NodeRun }) {
  const failed = run.steps.filter((step) => step.state === 'failed');
  const [first] = failed;
  const which = run.steps.length > 1 ? `${failed.length} of ${run.steps.length}: ` : '';
  return (
    <>
      <Message tone="failed" text={`${which}${first?.error?.message ?? 'This did not work.'}`} />
      <div className="mx-3 mt-2">
        <button
          type="button"
          className="nodrag flex h-7 items-center gap-1.5 rounded-md border border-line-strong px-2.5 font-medium text-xs hover:bg-raised"
          onClick={() => void retryNode(id)}
        >
          <RotateCw size={13} aria-hidden /> Retry
        </button>
      </div>
    </>
  );
}

function Question({ run }: { run: NodeRun }) {
  const step = run.steps.find(({ state }) => state === 'awaiting-person');
  const busy = useRun((state) => state.run?.state === 'cancelled');
  if (!step?.ask || busy) return null;
  const { ask } = step;
  const button = 'nodrag min-h-7 flex-1 rounded-md border border-line-strong px-2.5 font-medium text-xs hover:bg-raised';
  return (
    <div className="mx-3 mt-2 rounded-md bg-well p-2.5">
      <p className="text-xs">{askWords(ask)}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        {ask.choices.map((choice) => (
          <button key={choice} type="button" className={button} onClick={() => void decideStep(step.id, choice)}>
            {answerWords(choice, ask)}
          </button>
        ))}
      </div>
    </div>
  );
}

function Warnings({ run }: { run: NodeRun }) {
  const texts = [...new Set(run.steps.flatMap((step) => step.warnings?.map(({ message }) => message) ?? []))];
  if (!texts[0]) return null;
  return (
    <>
      <Message tone="waiting" text={texts[0]} />
      {texts.length > 1 && (
        <p className="mx-3 mt-1 text-faint text-xs" title={texts.slice(1).join('\n')}>
          and {texts.length - 1} more
        </p>
      )}
    </>
  );
}
