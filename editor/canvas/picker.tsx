import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import type { NodeDef } from '#nodes/define.ts';
import { nodeTypes } from '#nodes/index.ts';
import { iconOf } from '../card/icons.ts';
import { useDocument } from '../stores/document.ts';
import type { Edit } from '../stores/edits.ts';
import { addNode, portThatFits } from '../stores/new-node.ts';
import { portAt } from '../stores/ports-of.ts';
import { type PickerRequest, useView } from '../stores/view.ts';
import { searchRank } from '../ui/search-rank.ts';
import { cardWidth } from './card-size.ts';
import { groupTitles } from './group-titles.ts';

/** The node types that a request can become: all, or those with a port for the wire that was pulled. */
function offered({ from }: PickerRequest): NodeDef[] {
  const all = [...nodeTypes.values()];
  if (!from) return all;
  const wire = portAt(useDocument.getState().graph, from.ref, from.side);
  return wire ? all.filter(({ type }) => portThatFits(type, wire, from.side === 'output' ? 'input' : 'output')) : all;
}

/** Adds the node where it was asked for, wired to where the wire came from: one act. */
function place({ at, from }: PickerRequest, type: string): void {
  const { graph, apply } = useDocument.getState();
  const back = from?.side === 'input' ? cardWidth : 0;
  const { id, edit } = addNode(graph, type, [at[0] - back, at[1] - (from ? 40 : 0)]);
  const edits: Edit[] = [edit];
  const wire = from && portAt(graph, from.ref, from.side);
  const port = from && wire && portThatFits(type, wire, from.side === 'output' ? 'input' : 'output');
  if (from && port)
    edits.push(
      from.side === 'output'
        ? { do: 'connect', from: from.ref, to: `${id}.${port}` }
        : { do: 'connect', from: `${id}.${port}`, to: from.ref },
    );
  apply(edits.length > 1 ? { do: 'several', edits } : edit);
  useView.getState().select([id]);
}

/** The menu of node types at the pointer. */
export function Picker() {
  const request = useView((state) => state.picker);
  const close = (): void => useView.getState().set({ picker: null });
  if (!request) return null;
  return (
    <Popover.Root open onOpenChange={close}>
      <Popover.Anchor className="fixed size-px" style={{ left: request.screen[0], top: request.screen[1] }} />
      <Popover.Portal>
        <Popover.Content
          aria-label="Add a node"
          onCloseAutoFocus={backToCanvas}
          align="start"
          side="bottom"
          sideOffset={4}
          collisionPadding={12}
          className="z-50 w-72 overflow-hidden rounded-lg border border-line-strong bg-raised shadow-card"
        >
          <PickerList request={request} close={close} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The focus goes back to the canvas, so that the next key is for it. */
function backToCanvas(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('[data-canvas]')?.focus({ preventScroll: true });
}

function PickerList({ request, close }: { request: PickerRequest; close(): void }) {
  const groups = Map.groupBy(offered(request), (definition) => definition.group);
  return (
    <Command label="Add a node" loop filter={searchRank}>
      <Command.Input
        autoFocus
        placeholder={request.from ? 'What should it become?' : 'Add a node'}
        className="h-10 w-full border-line border-b bg-transparent px-3 outline-none"
      />
      <Command.List className="max-h-80 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-muted">No node type is called that.</Command.Empty>
        {[...groups].map(([group, definitions]) => (
          <Command.Group
            key={group}
            heading={groupTitles[group]}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-[11px] [&_[cmdk-group-heading]]:text-faint"
          >
            {definitions.map((definition) => (
              <PickerItem
                key={definition.type}
                definition={definition}
                onSelect={() => {
                  close();
                  place(request, definition.type);
                }}
              />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function PickerItem({ definition, onSelect }: { definition: NodeDef; onSelect(): void }) {
  const Icon = iconOf(definition.icon);
  return (
    <Command.Item
      value={definition.title}
      keywords={[definition.type, definition.docs]}
      onSelect={onSelect}
      title={definition.docs}
      className="flex h-8 items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-line"
    >
      <Icon size={15} className="shrink-0 text-muted" aria-hidden />
      <span className="truncate">{definition.title}</span>
    </Command.Item>
  );
}
