import type { Edge, ElementChoice, Graph, GraphNode, Settings } from '#graphs/document.ts';

export type Point = [x: number, y: number];

/**
 * Every way a document changes: small, plain data, so that edits can be logged, undone and sent to others.
 * `null` takes a value away.
 */
export type Edit =
  | { do: 'add-node'; id: string; node: GraphNode }
  /** `heal` joins what came before and after a node with one input and one output of the same kind. */
  | { do: 'remove-nodes'; ids: readonly string[]; heal?: boolean }
  | { do: 'move-nodes'; to: Readonly<Record<string, Point>> }
  | { do: 'resize-node'; id: string; size: Point | null }
  | { do: 'set-param'; node: string; param: string; value: unknown }
  | { do: 'clear-param'; node: string; param: string }
  /** The whole choice for one element; `null` goes back to what the node says. */
  | { do: 'set-element'; node: string; element: string; choice: ElementChoice | null }
  /** Changes the id, and every reference to it. */
  | { do: 'rename-node'; node: string; to: string }
  | { do: 'set-title'; node: string; title: string | null }
  | { do: 'set-bypass'; ids: readonly string[]; bypass: boolean }
  | { do: 'set-collapsed'; ids: readonly string[]; collapsed: boolean }
  | { do: 'set-locked'; ids: readonly string[]; locked: boolean }
  /** An input that takes one connection lets go of the one it has. */
  | { do: 'connect'; from: string; to: string }
  | { do: 'disconnect'; edges: readonly Edge[] }
  | { do: 'set-settings'; settings: { readonly [K in keyof Settings]: Settings[K] | null } }
  | { do: 'set-name'; name: string }
  | { do: 'set-description'; description: string | null }
  /** Nodes and edges whose ids are already free in this graph. */
  | { do: 'paste'; nodes: Graph['nodes']; edges: readonly Edge[] }
  /** Several edits as one act. */
  | { do: 'several'; edits: readonly Edit[] };

/** What the undo menu calls an edit. */
export function labelOf(edit: Edit): string {
  switch (edit.do) {
    case 'add-node':
      return 'add node';
    case 'remove-nodes':
      return edit.ids.length === 1 ? 'delete node' : `delete ${edit.ids.length} nodes`;
    case 'move-nodes':
      return 'move';
    case 'set-param':
    case 'clear-param':
      return `change ${edit.param}`;
    case 'several':
      return edit.edits[0] ? labelOf(edit.edits[0]) : 'change';
    default:
      return edit.do.replace('-', ' ').replace(/^set /, 'change ');
  }
}

/** Edits with the same key that follow each other closely are one act (typing, nudging); without a key each is its own. */
export function coalesceKey(edit: Edit): string | undefined {
  switch (edit.do) {
    case 'set-param':
      return `param ${edit.node}.${edit.param}`;
    case 'set-element':
      return `element ${edit.node}/${edit.element}`;
    case 'move-nodes':
      return `move ${Object.keys(edit.to).sort().join(' ')}`;
    case 'set-title':
      return `title ${edit.node}`;
    case 'set-name':
    case 'set-description':
      return edit.do;
    case 'resize-node':
      return `resize ${edit.id}`;
    default:
      return undefined;
  }
}
