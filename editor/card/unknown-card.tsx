import { Handle, Position } from '@xyflow/react';
import { CircleHelp } from 'lucide-react';
import { useMemo } from 'react';
import { type GraphNode, splitPort } from '#graphs/document.ts';
import { useDocument } from '../stores/document.ts';

/** A node whose type this Filmloom does not have. Its data and wires are kept as they are. */
export function UnknownCard({ id, node }: { id: string; node: GraphNode }) {
  const edges = useDocument((state) => state.graph.edges);
  const { inputs, outputs } = useMemo(() => {
    const ends = (refs: string[]): string[] => [...new Set(refs.filter((ref) => splitPort(ref)[0] === id).map((ref) => splitPort(ref)[1]))];
    return { inputs: ends(edges.map(({ to }) => to)), outputs: ends(edges.map(({ from }) => from)) };
  }, [edges, id]);
  return (
    <article className="card w-80 rounded-[10px] border border-line-strong border-dashed bg-card p-3" data-problem="error">
      <h3 id={`card-${id}`} className="flex items-center gap-2 font-medium">
        <CircleHelp size={16} className="text-muted" aria-hidden />
        <span className="truncate">{node.title ?? node.type}</span>
      </h3>
      <p className="mt-1.5 text-failed text-xs">
        There is no node type “{node.type}” here. Its settings and wires are kept; delete it or update Filmloom to run the graph.
      </p>
      {inputs.map((port, row) => (
        <Handle
          key={port}
          id={port}
          type="target"
          position={Position.Left}
          className="port"
          data-kind="number"
          isConnectable={false}
          style={{ left: -6, top: 14 + row * 26 }}
        />
      ))}
      {outputs.map((port, row) => (
        <Handle
          key={port}
          id={port}
          type="source"
          position={Position.Right}
          className="port"
          data-kind="number"
          isConnectable={false}
          style={{ right: -6, top: 14 + row * 26 }}
        />
      ))}
    </article>
  );
}
