import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import type { NodeEstimate, SeenProblem } from '../stores/estimate.ts';
import type { NodeRun } from '../stores/run-state.ts';
import { CardFooter } from './card-footer.tsx';
import { CardMessages } from './card-messages.tsx';
import { type CardState, fractionOf } from './card-state.ts';
import { ElementStrip } from './element-strip.tsx';
import { InlineParams } from './inline-params.tsx';
import { Preview } from './preview.tsx';

type Props = {
  id: string;
  node: GraphNode;
  definition: NodeDef;
  run: NodeRun | undefined;
  state: CardState;
  problems: readonly SeenProblem[];
  estimate: NodeEstimate | undefined;
};

/** Everything under the ports: parameters, preview, elements, what went wrong, and who did it. */
export function CardBody({ id, node, definition, run, state, problems, estimate }: Props) {
  return (
    <>
      <InlineParams id={id} node={node} definition={definition} />
      <Preview id={id} node={node} definition={definition} run={run} />
      {run && <ElementStrip id={id} run={run} />}
      <CardMessages id={id} run={run} state={state} problems={problems} />
      <CardFooter run={run} state={state} estimate={estimate} />
      {state === 'running' && run && <ProgressLine fraction={fractionOf(run)} />}
    </>
  );
}

function ProgressLine({ fraction }: { fraction: number }) {
  return (
    <div
      className="absolute inset-x-2 -bottom-px h-0.5 overflow-hidden rounded-full bg-line"
      role="progressbar"
      aria-label="Progress"
      aria-valuenow={Math.round(fraction * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div className="h-full origin-left bg-running transition-transform duration-150" style={{ transform: `scaleX(${fraction})` }} />
    </div>
  );
}
