import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import type { NodeDef } from '#nodes/define.ts';
import { nodeTypes } from '#nodes/index.ts';
import { groupTitles } from '../canvas/group-titles.ts';
import { newPlace } from '../canvas/instance.ts';
import { nodeTypeDrag } from '../canvas/use-drop.ts';
import { iconOf } from '../card/icons.ts';
import { useDocument } from '../stores/document.ts';
import { addNode } from '../stores/new-node.ts';
import { useView } from '../stores/view.ts';
import { searchRank } from '../ui/search-rank.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { freePlace } from './free-place.ts';

const byGroup = [...Map.groupBy(nodeTypes.values(), (definition) => definition.group)];

/** Adds a node in the middle of what is in sight, clear of the others, and selects it. */
function add(type: string): void {
  const { graph, apply } = useDocument.getState();
  const { id, edit } = addNode(graph, type, freePlace(graph, newPlace().at));
  apply(edit);
  useView.getState().select([id]);
}

/** All node types: type to find, Enter or a click adds one, dragging puts it where it is dropped. */
export function NodeLibrary() {
  return (
    <Command label="Node types" loop filter={searchRank} className="group/nodes flex h-full flex-col">
      <div className="relative m-2 shrink-0">
        <Search aria-hidden size={14} className="absolute top-2.5 left-2.5 text-faint" />
        <Command.Input placeholder="Find a node" className="h-8 w-full rounded-md border border-line bg-card pr-2 pl-8 dark:bg-well" />
      </div>
      <Command.List className="min-h-0 flex-1 overflow-y-auto px-2 pb-4 [&>[cmdk-list-sizer]]:pb-2">
        <Command.Empty className="px-2 py-4 text-muted">No node type is called that.</Command.Empty>
        {byGroup.map(([group, definitions]) => (
          <Command.Group
            key={group}
            heading={groupTitles[group]}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-[11px] [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
          >
            {definitions.map((definition) => (
              <NodeItem key={definition.type} definition={definition} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function NodeItem({ definition }: { definition: NodeDef }) {
  const { type, title, icon, docs } = definition;
  const Icon = iconOf(icon);
  return (
    <Tooltip label={docs} side="right">
      <Command.Item
        value={title}
        keywords={[type, docs]}
        onSelect={() => add(type)}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(nodeTypeDrag, type);
          event.dataTransfer.effectAllowed = 'copy';
        }}
        className="flex min-h-8 cursor-grab items-center gap-2.5 rounded-md px-2 py-1 leading-5 outline-none hover:bg-raised group-focus-within/nodes:data-[selected=true]:bg-raised"
      >
        <Icon aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-muted" />
        <span className="text-pretty">{title}</span>
      </Command.Item>
    </Tooltip>
  );
}
