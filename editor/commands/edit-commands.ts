import {
  Ban,
  ClipboardPaste,
  Copy,
  CopyPlus,
  Focus,
  LayoutDashboard,
  Lock,
  PencilLine,
  Redo2,
  Scissors,
  SquareDashedMousePointer,
  Trash2,
  Undo2,
} from 'lucide-react';
import { toast } from 'sonner';
import { newPlace } from '../canvas/instance.ts';
import { tidy } from '../canvas/tidy.ts';
import { copyNodes, pasteClip, readClip } from '../stores/clipboard.ts';
import { useDocument } from '../stores/document.ts';
import type { Edit, Point } from '../stores/edits.ts';
import { useView } from '../stores/view.ts';
import type { Command } from './command.ts';

const selection = (): string[] => [...useView.getState().selected].filter((id) => useDocument.getState().graph.nodes[id]);
const needsSelection = (): true | string => selection().length > 0 || 'Select a node first.';
const apply = (edit: Edit): void => useDocument.getState().apply(edit);

/** The selected nodes as text. */
export function selectionText(): string | undefined {
  const ids = selection();
  return ids.length > 0 ? copyNodes(useDocument.getState().graph, new Set(ids)) : undefined;
}

/** Puts nodes from the clipboard at the pointer. False where the text holds none. */
export function pasteText(text: string): boolean {
  const clip = readClip(text);
  if (!clip) return false;
  const { ids, edit } = pasteClip(useDocument.getState().graph, clip, { at: newPlace().at });
  apply(edit);
  useView.getState().select(ids);
  return true;
}

/** Takes away the selected nodes and wires; `heal` joins the neighbours of a node in a chain. */
export function removeSelection(): void {
  const { graph } = useDocument.getState();
  const { selectedEdges, select } = useView.getState();
  const ids = selection();
  const edges = graph.edges.filter(({ from, to }) => selectedEdges.has(`${from}>${to}`));
  const edits: Edit[] = [];
  if (edges.length > 0) edits.push({ do: 'disconnect', edges });
  if (ids.length > 0) edits.push({ do: 'remove-nodes', ids, heal: true });
  if (edits.length === 0) return;
  apply(ids.length > 0 && edits.length === 1 ? (edits[0] as Edit) : { do: 'several', edits: edits.toReversed() });
  select([]);
}

function nudge([dx, dy]: Point): void {
  const { graph } = useDocument.getState();
  const to = selection().flatMap((id): [string, Point][] => {
    const { at = [0, 0], locked } = graph.nodes[id] ?? {};
    return locked ? [] : [[id, [(at[0] ?? 0) + dx, (at[1] ?? 0) + dy]]];
  });
  if (to.length > 0) apply({ do: 'move-nodes', to: Object.fromEntries(to) });
}

function nudgeCommand(name: string, key: string, [x, y]: Point): Command {
  return {
    name: `nudge-${name.replace(' ', '-')}`,
    label: `Move ${name}`,
    group: 'Edit',
    icon: SquareDashedMousePointer,
    keys: [key],
    enabled: needsSelection,
    run: () => nudge([x, y]),
  };
}

async function pasteFromClipboard(): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => '');
  if (!pasteText(text)) toast.info('There are no nodes on the clipboard.');
}

export const editCommands: readonly Command[] = [
  {
    name: 'undo',
    label: 'Undo',
    group: 'Edit',
    icon: Undo2,
    keys: ['Mod+Z'],
    enabled: () => useDocument.getState().past.length > 0 || 'There is nothing to undo.',
    run: () => useDocument.getState().undo(),
  },
  {
    name: 'redo',
    label: 'Redo',
    group: 'Edit',
    icon: Redo2,
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    enabled: () => useDocument.getState().future.length > 0 || 'There is nothing to redo.',
    run: () => useDocument.getState().redo(),
  },
  {
    name: 'copy',
    label: 'Copy',
    group: 'Edit',
    icon: Copy,
    keys: ['Mod+C'],
    byClipboard: true,
    enabled: needsSelection,
    run: () => navigator.clipboard.writeText(selectionText() ?? ''),
  },
  {
    name: 'cut',
    label: 'Cut',
    group: 'Edit',
    icon: Scissors,
    keys: ['Mod+X'],
    byClipboard: true,
    enabled: needsSelection,
    async run() {
      await navigator.clipboard.writeText(selectionText() ?? '');
      removeSelection();
    },
  },
  { name: 'paste', label: 'Paste', group: 'Edit', icon: ClipboardPaste, keys: ['Mod+V'], byClipboard: true, run: pasteFromClipboard },
  {
    name: 'duplicate',
    label: 'Duplicate',
    group: 'Edit',
    icon: CopyPlus,
    keys: ['Mod+D'],
    enabled: needsSelection,
    run() {
      const clip = readClip(selectionText() ?? '');
      if (!clip) return;
      const { ids, edit } = pasteClip(useDocument.getState().graph, clip, { by: [32, 32] });
      apply(edit);
      useView.getState().select(ids);
    },
  },
  {
    name: 'delete',
    label: 'Delete',
    group: 'Edit',
    icon: Trash2,
    keys: ['Delete', 'Backspace'],
    enabled: () => selection().length + useView.getState().selectedEdges.size > 0 || 'Select something first.',
    run: removeSelection,
  },
  {
    name: 'select-all',
    label: 'Select all',
    group: 'Edit',
    icon: SquareDashedMousePointer,
    keys: ['Mod+A'],
    run: () => useView.getState().select(Object.keys(useDocument.getState().graph.nodes)),
  },
  {
    name: 'rename',
    label: 'Rename node',
    group: 'Edit',
    icon: PencilLine,
    keys: ['F2'],
    enabled: () => selection().length === 1 || 'Select one node first.',
    run: () => useView.getState().set({ renaming: selection()[0] ?? null }),
  },
  {
    name: 'bypass',
    label: 'Bypass or use again',
    group: 'Edit',
    icon: Ban,
    keys: ['Mod+B'],
    enabled: needsSelection,
    run() {
      const { graph } = useDocument.getState();
      const ids = selection();
      apply({ do: 'set-bypass', ids, bypass: !ids.every((id) => graph.nodes[id]?.bypass) });
    },
  },
  {
    name: 'lock',
    label: 'Lock or unlock position',
    group: 'Edit',
    icon: Lock,
    keys: ['Shift+P'],
    enabled: needsSelection,
    run() {
      const { graph } = useDocument.getState();
      const ids = selection();
      apply({ do: 'set-locked', ids, locked: !ids.every((id) => graph.nodes[id]?.locked) });
    },
  },
  {
    name: 'connect',
    label: 'Connect with the keyboard',
    group: 'Edit',
    icon: Focus,
    keys: ['C'],
    enabled: () => selection().length === 1 || 'Select one node first.',
    run: () => useView.getState().set({ connecting: selection()[0] ?? null }),
  },
  { name: 'tidy', label: 'Tidy up', group: 'Edit', icon: LayoutDashboard, keys: ['Shift+Alt+T'], run: () => tidy(selection()) },
  nudgeCommand('left', 'ArrowLeft', [-8, 0]),
  nudgeCommand('right', 'ArrowRight', [8, 0]),
  nudgeCommand('up', 'ArrowUp', [0, -8]),
  nudgeCommand('down', 'ArrowDown', [0, 8]),
  nudgeCommand('far left', 'Shift+ArrowLeft', [-48, 0]),
  nudgeCommand('far right', 'Shift+ArrowRight', [48, 0]),
  nudgeCommand('far up', 'Shift+ArrowUp', [0, -48]),
  nudgeCommand('far down', 'Shift+ArrowDown', [0, 48]),
];
