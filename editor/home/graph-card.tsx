import { Copy, Download, Ellipsis, PenLine, Trash2, Workflow } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { GraphSummary } from '#server/contract/library.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuDivider, MenuItem } from '../ui/menu.tsx';
import { agoWords } from '../words/ago.ts';
import type { GraphActs } from './graph-acts.ts';
import { RenameDialog } from './rename-dialog.tsx';

/** One graph: a picture of what it last made, its name, when it was changed. */
export function GraphCard({ graph, acts }: { graph: GraphSummary; acts: GraphActs }) {
  const [renaming, setRenaming] = useState(false);
  return (
    <article
      aria-label={graph.name}
      className="group relative rounded-xl border border-line bg-card shadow-card transition-colors duration-120 focus-within:border-line-strong hover:border-line-strong"
    >
      <Link href={`/graphs/${graph.id}`} className="block rounded-xl">
        <Picture graph={graph} />
        <span className="block py-3 pr-12 pl-4">
          <span className="block truncate text-[14px] font-medium">{graph.name}</span>
          <span className="mt-0.5 block truncate text-[12px] text-muted">
            {agoWords(graph.updatedAt)} · {graph.nodes} {graph.nodes === 1 ? 'node' : 'nodes'}
          </span>
        </span>
      </Link>
      <div className="absolute right-3 bottom-4">
        <Menu label={`What to do with ${graph.name}`} trigger={<IconButton icon={Ellipsis} label={`More: ${graph.name}`} />}>
          <MenuItem icon={PenLine} onSelect={() => setRenaming(true)}>
            Rename …
          </MenuItem>
          <MenuItem icon={Copy} onSelect={() => void acts.duplicate(graph)}>
            Duplicate
          </MenuItem>
          <MenuItem icon={Download} onSelect={() => void acts.exportFile(graph)}>
            Export as JSON
          </MenuItem>
          <MenuDivider />
          <MenuItem icon={Trash2} danger onSelect={() => void acts.remove(graph)}>
            Delete
          </MenuItem>
        </Menu>
      </div>
      {renaming && <RenameDialog name={graph.name} onClose={() => setRenaming(false)} onRename={(name) => void acts.rename(graph, name)} />}
    </article>
  );
}

function Picture({ graph }: { graph: GraphSummary }) {
  const [broken, setBroken] = useState(false);
  const url = broken ? undefined : graph.thumbnailUrl;
  return (
    <span className="grid aspect-video place-items-center overflow-hidden rounded-t-xl border-b border-line bg-well">
      {url ? (
        <img src={url} alt="" loading="lazy" draggable={false} onError={() => setBroken(true)} className="h-full w-full object-cover" />
      ) : (
        <span className="flex flex-col items-center gap-2 text-faint">
          <Workflow aria-hidden size={24} strokeWidth={1.25} />
          <span className="text-[12px]">Not run yet</span>
        </span>
      )}
    </span>
  );
}
