import { create } from 'zustand';
import type { Point } from './edits.ts';

export type ThemeChoice = 'system' | 'dark' | 'light';

/** Where the menu of node types opens, and what the new node is wired to. */
export type PickerRequest = {
  /** Place of the new node on the canvas. */
  at: Point;
  /** Place of the menu in the window, pixels. */
  screen: Point;
  /** `node.port` that a wire was pulled from. */
  from?: { ref: string; side: 'input' | 'output' };
};

export type ViewStore = {
  readonly selected: ReadonlySet<string>;
  /** Selected wires as `from>to`. */
  readonly selectedEdges: ReadonlySet<string>;
  /** The element whose result a node shows, by node. */
  readonly shownElement: Readonly<Record<string, string>>;
  readonly picker: PickerRequest | null;
  /** The node whose connections are being made with the keyboard. */
  readonly connecting: string | null;
  /** The node whose title is being written. */
  readonly renaming: string | null;
  readonly commandBar: boolean;
  readonly shortcuts: boolean;
  readonly minimap: boolean;
  readonly library: boolean;
  readonly inspector: boolean;
  readonly dock: boolean;
  readonly theme: ThemeChoice;
  /** What a drag on the empty canvas does: `hand` moves it, `select` draws a box. */
  readonly tool: 'hand' | 'select';
  select(nodes: Iterable<string>, edges?: Iterable<string>): void;
  showElement(node: string, element: string | null): void;
  set(
    part: Partial<
      Pick<
        ViewStore,
        'picker' | 'connecting' | 'renaming' | 'commandBar' | 'shortcuts' | 'minimap' | 'library' | 'inspector' | 'dock' | 'theme' | 'tool'
      >
    >,
  ): void;
};

const remembered = ['minimap', 'library', 'inspector', 'dock', 'theme', 'tool'] as const;
const storageKey = 'filmloom.view';

function recall(): Partial<ViewStore> {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(storageKey) ?? '{}');
    return typeof stored === 'object' && stored !== null
      ? Object.fromEntries(Object.entries(stored).filter(([key]) => isRemembered(key)))
      : {};
  } catch {
    // a browser that forbids storage: the view starts as new
    return {};
  }
}

function isRemembered(key: string): key is (typeof remembered)[number] {
  return (remembered as readonly string[]).includes(key);
}

/** What is on the screen, none of it part of the document: selection, open panels, theme. */
export const useView = create<ViewStore>()((set) => ({
  selected: new Set(),
  selectedEdges: new Set(),
  shownElement: {},
  picker: null,
  connecting: null,
  renaming: null,
  commandBar: false,
  shortcuts: false,
  minimap: false,
  library: (globalThis.innerWidth ?? 1440) >= 1200,
  inspector: true,
  dock: false,
  theme: 'system',
  tool: 'hand',
  ...recall(),
  select: (nodes, edges = []) => set({ selected: new Set(nodes), selectedEdges: new Set(edges) }),
  showElement: (node, element) =>
    set(({ shownElement: { [node]: _, ...rest } }) => ({ shownElement: element === null ? rest : { ...rest, [node]: element } })),
  set: (part) => set(part),
}));

useView.subscribe((state, before) => {
  if (remembered.every((key) => state[key] === before[key])) return;
  try {
    globalThis.localStorage?.setItem(storageKey, JSON.stringify(Object.fromEntries(remembered.map((key) => [key, state[key]]))));
  } catch {
    // storage full or forbidden: the choice lasts as long as the page
  }
});
