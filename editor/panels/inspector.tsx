import { useDocument } from '../stores/document.ts';
import { useView } from '../stores/view.ts';
import { GraphInspector } from './graph-inspector.tsx';
import { NodeInspector } from './node-inspector.tsx';
import { SelectionInspector } from './selection-inspector.tsx';

/** Everything about what is selected: one node, several, or the graph itself. */
export function Inspector() {
  const selected = useView((state) => state.selected);
  const nodes = useDocument((state) => state.graph.nodes);
  const ids = [...selected].filter((id) => nodes[id]);
  const [only] = ids;
  const node = only === undefined ? undefined : nodes[only];
  if (ids.length > 1) return <SelectionInspector ids={ids} />;
  if (only !== undefined && node) return <NodeInspector key={only} id={only} node={node} />;
  return <GraphInspector />;
}
