import { useMemo } from 'react';
import type { GraphNode } from '#graphs/document.ts';
import { paramProblems } from '#graphs/param-problems.ts';
import type { NodeDef } from '#nodes/define.ts';
import { type SeenProblem, useNodeProblems } from '../stores/estimate.ts';

/** Problems that are read from the params alone; this editor finds them itself, at once. */
const ownCodes: ReadonlySet<string> = new Set(['PARAM_INVALID', 'PARAM_MISSING', 'PARAM_UNKNOWN']);

/** What is wrong with a parameter of a node, or nothing. */
export function useParamProblem(definition: NodeDef, nodeId: string, node: GraphNode, param: string): SeenProblem | undefined {
  const own = useMemo(() => paramProblems(definition, nodeId, node), [definition, nodeId, node]);
  const known = useNodeProblems(nodeId);
  return own.find((problem) => problem.param === param) ?? known.find((problem) => problem.param === param && !ownCodes.has(problem.code));
}
