import { Handle, Position } from '@xyflow/react';
import type { MouseEvent } from 'react';
import { isOptional } from '#nodes/define.ts';
import type { Port } from '#nodes/ports.ts';
import { useWiring } from '../canvas/wiring.ts';
import { useDocument } from '../stores/document.ts';
import { PortShape } from './port-shape.tsx';

type Props = { node: string; name: string; port: Port; side: 'input' | 'output'; problem?: string };

const counts = { one: '', many: 'list of ', maybe: 'optional ' };

/** One port: its shape on the border of the card and its label inside. */
export function PortHandle({ node, name, port, side, problem }: Props) {
  const reference = `${node}.${name}`;
  const wiring = useWiring((state) => {
    if (state.wiring === null || state.wiring.from === reference) return undefined;
    return state.wiring.side !== side && state.wiring.fits.has(reference) ? 'fits' : 'dim';
  });
  const isInput = side === 'input';
  const title = port.title || name;
  return (
    <span className={`flex min-w-0 items-center ${isInput ? '' : 'ml-auto'}`}>
      <Handle
        id={name}
        type={isInput ? 'target' : 'source'}
        position={isInput ? Position.Left : Position.Right}
        className="port"
        role="img"
        data-kind={port.kind}
        data-wiring={wiring}
        aria-label={`${title}, ${counts[port.count]}${port.kind} ${side}`}
        title={`${title} · ${counts[port.count]}${port.kind}${problem ? `\n${problem}` : ''}`}
        onClick={(event) => breakWires(event, reference)}
      >
        <PortShape kind={port.kind} many={port.count === 'many'} hollow={isInput && isOptional(port)} />
      </Handle>
      <span className={`truncate ${problem ? 'text-waiting' : ''}`} title={problem}>
        {title}
        {problem && <span className="sr-only">: {problem}</span>}
      </span>
    </span>
  );
}

/** Alt and a click let go of every wire at a port. */
function breakWires(event: MouseEvent, reference: string): void {
  if (!event.altKey) return;
  const { graph, apply } = useDocument.getState();
  const edges = graph.edges.filter(({ from, to }) => from === reference || to === reference);
  if (edges.length > 0) apply({ do: 'disconnect', edges });
}
