import { TriangleAlert } from 'lucide-react';
import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import { nodeTypes } from '#nodes/index.ts';
import { iconOf } from '../card/icons.ts';
import { applyToDocument } from '../stores/document.ts';
import { useNodeEstimate, useNodeProblems } from '../stores/estimate.ts';
import { useNodeRun } from '../stores/run.ts';
import { classes } from '../ui/classes.ts';
import { NodeCost } from './node-cost.tsx';
import { NodeForm } from './node-form.tsx';
import { NodePorts } from './node-ports.tsx';
import { ResultSection } from './result-section.tsx';

/** One node: what it is, its parameters, what it has made, what it costs and what it is connected to. */
export function NodeInspector({ id, node }: { id: string; node: GraphNode }) {
  const definition = nodeTypes.get(node.type);
  const run = useNodeRun(id);
  const estimate = useNodeEstimate(id);
  if (!definition) return <UnknownNode id={id} node={node} />;
  return (
    <div className="pb-6">
      <Head id={id} node={node} definition={definition} />
      <LooseProblems id={id} />
      <NodeForm id={id} node={node} definition={definition} />
      {run && <ResultSection id={id} node={node} definition={definition} run={run} />}
      {estimate && <NodeCost estimate={estimate} />}
      <NodePorts id={id} definition={definition} />
    </div>
  );
}

function Head({ id, node, definition }: { id: string; node: GraphNode; definition: NodeDef }) {
  const Icon = iconOf(definition.icon);
  return (
    <header className="px-4 pt-4 pb-3">
      <div className="flex items-center gap-2.5">
        <span className="grid size-8 shrink-0 place-items-center rounded-md bg-well text-muted">
          <Icon aria-hidden size={16} strokeWidth={1.75} />
        </span>
        <div className="min-w-0 flex-1">
          <input
            value={node.title ?? ''}
            placeholder={definition.title}
            maxLength={120}
            aria-label="Title of the node"
            onChange={(event) => applyToDocument({ do: 'set-title', node: id, title: event.target.value || null })}
            className="-mx-1.5 w-full truncate rounded border border-transparent bg-transparent px-1.5 text-[15px] font-semibold hover:border-line focus:border-line-strong focus:outline-none [&::placeholder]:text-text"
          />
          <p className="truncate text-[12px] text-muted">
            {definition.title} · <span className="text-faint">{id}</span>
          </p>
        </div>
      </div>
      <p className="mt-3 text-muted text-pretty">{definition.docs}</p>
      {node.bypass && <p className="mt-2 text-waiting">Bypassed: what comes in goes out as it is.</p>}
    </header>
  );
}

/** What is wrong with the node as a whole or with its inputs; the rest stands at the fields. */
function LooseProblems({ id }: { id: string }) {
  const problems = useNodeProblems(id).filter((problem) => problem.param === undefined);
  if (problems.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5 px-4 pb-3">
      {problems.map(({ code, message, severity }) => (
        <li
          key={code + message}
          className={classes('flex gap-2 rounded-md bg-well px-2.5 py-2', severity === 'error' ? 'text-failed' : 'text-waiting')}
        >
          <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
          <span className="text-pretty">{message}</span>
        </li>
      ))}
    </ul>
  );
}

function UnknownNode({ id, node }: { id: string; node: GraphNode }) {
  return (
    <div className="p-4">
      <h2 className="text-[15px] font-semibold">{node.title ?? node.type}</h2>
      <p className="mt-2 text-muted text-pretty">
        This Filmloom has no node type “{node.type}”. The node <span className="text-text">{id}</span> and everything in it is kept as it
        is; it cannot run here.
      </p>
      <pre className="mt-3 max-h-80 overflow-auto rounded-md border border-line bg-well p-3 text-[12px] leading-5">
        {JSON.stringify(node.params ?? {}, null, 2)}
      </pre>
    </div>
  );
}
