import type { NodeDef } from '#nodes/define.ts';
import type { GraphNode } from './document.ts';

const parsed = new WeakMap<GraphNode, Record<string, unknown> | null>();
const none = {};

/** The params of a node with defaults, or undefined where they are not valid. Remembered by node object. */
export function readParams(definition: NodeDef, node: GraphNode): Record<string, unknown> | undefined {
  const found = parsed.get(node);
  if (found !== undefined) return found ?? undefined;
  const result = definition.params.safeParse(node.params ?? none);
  parsed.set(node, result.success ? result.data : null);
  return result.success ? result.data : undefined;
}
