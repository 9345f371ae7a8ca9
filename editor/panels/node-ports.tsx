import { splitPort } from '#graphs/document.ts';
import { isOptional, type NodeDef } from '#nodes/define.ts';
import type { Port } from '#nodes/ports.ts';
import { PortShape } from '../card/port-shape.tsx';
import { useDocument } from '../stores/document.ts';
import { titleOf } from '../stores/ports-of.ts';
import { Section } from './section.tsx';
import { goTo } from './wanted-field.ts';

/** What goes in and out, from where and to where; a name leads to the node. */
export function NodePorts({ id, definition }: { id: string; definition: NodeDef }) {
  const inputs = Object.entries(definition.inputs);
  const outputs = Object.entries(definition.outputs);
  if (inputs.length + outputs.length === 0) return null;
  return (
    <Section title="Connections">
      <ul className="flex flex-col gap-1.5">
        {inputs.map(([name, port]) => (
          <PortRow key={`in ${name}`} reference={`${id}.${name}`} name={name} port={port} side="input" />
        ))}
        {outputs.map(([name, port]) => (
          <PortRow key={`out ${name}`} reference={`${id}.${name}`} name={name} port={port} side="output" />
        ))}
      </ul>
    </Section>
  );
}

function PortRow({ reference, name, port, side }: { reference: string; name: string; port: Port; side: 'input' | 'output' }) {
  const graph = useDocument((state) => state.graph);
  const ends = graph.edges.flatMap((edge) => {
    if (side === 'input') return edge.to === reference ? [splitPort(edge.from)[0]] : [];
    return edge.from === reference ? [splitPort(edge.to)[0]] : [];
  });
  const open = side === 'input' ? (isOptional(port) ? 'optional' : 'not connected') : 'not used';
  return (
    <li className="grid grid-cols-[16px_84px_minmax(0,1fr)] items-start gap-2 leading-5">
      <span
        data-kind={port.kind}
        className="grid h-5 place-items-center text-(--kind)"
        title={port.count === 'many' ? `a list of ${port.kind}` : port.kind}
      >
        <PortShape kind={port.kind} many={port.count === 'many'} hollow={side === 'input'} />
      </span>
      <span className="truncate text-muted">{port.title || name}</span>
      <span className="min-w-0">
        {ends.length === 0 && <span className={open === 'not connected' ? 'text-waiting' : 'text-faint'}>{open}</span>}
        {[...new Set(ends)].map((end) => (
          <button key={end} type="button" onClick={() => goTo(end)} className="mr-2 max-w-full truncate rounded text-left hover:underline">
            {side === 'input' ? '← ' : '→ '}
            {titleOf(graph, end)}
          </button>
        ))}
      </span>
    </li>
  );
}
