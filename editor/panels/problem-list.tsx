import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { Graph } from '#graphs/document.ts';
import { fields } from '#nodes/fields.ts';
import { nodeTypes } from '#nodes/index.ts';
import { useDocument } from '../stores/document.ts';
import { type SeenProblem, useEstimate } from '../stores/estimate.ts';
import { titleOf } from '../stores/ports-of.ts';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { goTo } from './wanted-field.ts';

/** What is wrong with the graph, errors first; a press leads to the place. */
export function ProblemList({ problems }: { problems: readonly SeenProblem[] }) {
  const graph = useDocument((state) => state.graph);
  const failure = useEstimate((state) => state.failure);
  if (problems.length === 0) {
    return failure ? (
      <EmptyState icon={TriangleAlert} title="The graph could not be checked">
        {failure}
      </EmptyState>
    ) : (
      <EmptyState icon={CircleCheck} title="No problems">
        Whatever stands in the way of a run is listed here, with the node and the field.
      </EmptyState>
    );
  }
  const sorted = problems.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  return (
    <ul className="h-full overflow-y-auto p-2">
      {sorted.map((problem) => (
        <li key={[problem.code, problem.node, problem.port, problem.param, problem.message].join(' ')}>
          <button
            type="button"
            disabled={problem.node === undefined}
            onClick={() => problem.node !== undefined && goTo(problem.node, problem.param)}
            className="flex w-full items-start gap-2.5 rounded-md px-2 py-1.5 text-left hover:enabled:bg-raised"
          >
            <TriangleAlert
              aria-label={problem.severity}
              size={15}
              className={classes('mt-0.5 shrink-0', problem.severity === 'error' ? 'text-failed' : 'text-waiting')}
            />
            <span className="min-w-0 flex-1 text-pretty">{problem.message}</span>
            <span className="max-w-56 shrink-0 truncate text-[12px] text-muted">{placeOf(graph, problem)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** `Plan · Shots`: the node, and the field or input. */
function placeOf(graph: Graph, { node, param, port }: SeenProblem): string {
  if (node === undefined) return 'the graph';
  const definition = nodeTypes.get(graph.nodes[node]?.type ?? '');
  const schema = param === undefined ? undefined : definition?.params.shape[param];
  const place = schema ? (fields.get(schema)?.label ?? param) : (definition?.inputs[port ?? '']?.title ?? param ?? port);
  return [titleOf(graph, node), place].filter(Boolean).join(' · ');
}
