import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { splitPort } from '#graphs/document.ts';
import { nodeTypes } from '#nodes/index.ts';
import { PortShape } from '../card/port-shape.tsx';
import { useDocument } from '../stores/document.ts';
import { portAt, portTitle, titleOf } from '../stores/ports-of.ts';
import { useView } from '../stores/view.ts';
import { say } from './announce.ts';
import { wiringFrom } from './wiring.ts';

/** Connects without a pointer: pick an output of the node, then the input it goes to. */
export function Connector() {
  const node = useView((state) => state.connecting);
  if (!node) return null;
  return <ConnectorDialog key={node} node={node} />;
}

function ConnectorDialog({ node }: { node: string }) {
  const graph = useDocument((state) => state.graph);
  const outputs = Object.keys(nodeTypes.get(graph.nodes[node]?.type ?? '')?.outputs ?? {}).map((port) => `${node}.${port}`);
  const [from, setFrom] = useState<string | null>(outputs.length === 1 ? (outputs[0] ?? null) : null);
  const close = (): void => useView.getState().set({ connecting: null });
  const inputs = from ? [...(wiringFrom(graph, from, 'output')?.fits ?? [])] : [];
  const title = from
    ? `Connect ${titleOf(graph, node)} ${portTitle(graph, from, 'output')} to`
    : `Connect which output of ${titleOf(graph, node)}?`;
  const connect = (to: string): void => {
    if (!from) return;
    useDocument.getState().apply({ do: 'connect', from, to });
    say(
      `Connected ${titleOf(graph, node)} ${portTitle(graph, from, 'output')} to ${titleOf(graph, splitPort(to)[0])} ${portTitle(graph, to, 'input')}.`,
    );
    close();
  };
  return (
    <Dialog.Root open onOpenChange={close}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/30" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-1/4 left-1/2 z-50 w-96 -translate-x-1/2 overflow-hidden rounded-lg border border-line-strong bg-raised shadow-card"
        >
          <Dialog.Title className="px-3 pt-3 font-medium">{title}</Dialog.Title>
          <Command key={from} loop label={title}>
            <Command.Input autoFocus placeholder="Search" className="h-10 w-full border-line border-b bg-transparent px-3 outline-none" />
            <Command.List className="max-h-72 overflow-y-auto p-1">
              <Command.Empty className="px-3 py-6 text-center text-muted">
                {from ? 'No input takes this.' : 'This node gives nothing.'}
              </Command.Empty>
              {from
                ? inputs.map((to) => <PortItem key={to} reference={to} side="input" onSelect={() => connect(to)} />)
                : outputs.map((output) => <PortItem key={output} reference={output} side="output" onSelect={() => setFrom(output)} />)}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PortItem({ reference, side, onSelect }: { reference: string; side: 'input' | 'output'; onSelect(): void }) {
  const { graph } = useDocument.getState();
  const port = portAt(graph, reference, side);
  if (!port) return null;
  const node = titleOf(graph, splitPort(reference)[0]);
  const taken = side === 'input' && port.count !== 'many' && graph.edges.some((edge) => edge.to === reference);
  return (
    <Command.Item
      value={`${node} ${port.title} ${reference}`}
      onSelect={onSelect}
      className="flex h-9 items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-line"
    >
      <span data-kind={port.kind} className="text-(--kind)">
        <PortShape kind={port.kind} many={port.count === 'many'} />
      </span>
      <span className="truncate">{node}</span>
      <span className="truncate text-muted">{port.title}</span>
      {taken && <span className="ml-auto text-faint text-xs">replaces its wire</span>}
    </Command.Item>
  );
}
