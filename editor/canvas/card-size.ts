import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import { fields } from '#nodes/fields.ts';
import { nodeTypes } from '#nodes/index.ts';

/** Width of a card on the canvas, pixels. */
export const cardWidth = 320;

const headerHeight = 46;
const rowHeight = 26;
const previewHeights: Readonly<Record<string, number>> = { video: 175, image: 175, audio: 72, shot: 104, text: 104, captions: 104 };
const fieldHeights: Readonly<Record<string, number>> = { prompt: 104, asset: 64, choices: 72, rows: 120, shots: 120 };
const footerHeight = 40;
const measured = new Map<string, number>();

/** Remembers how high a card was when all of it was drawn. */
export function rememberHeight(id: string, height: number): void {
  measured.set(id, height);
}

/** How high a card is when all of it is drawn: as it was seen, else by what its type holds. */
export function heightOf(id: string, node: GraphNode): number {
  return measured.get(id) ?? guessHeight(node);
}

/** The height of a card that was never drawn. */
export function guessHeight(node: GraphNode): number {
  const definition = nodeTypes.get(node.type);
  if (!definition || definition.type === 'note') return 92;
  const ports = Math.max(Object.keys(definition.inputs).length, Object.keys(definition.outputs).length) * rowHeight + 8;
  if (node.collapsed) return headerHeight + ports;
  const kind = previewKind(definition);
  return headerHeight + ports + fieldsHeight(definition) + (kind ? (previewHeights[kind] ?? 0) : 0) + footerHeight;
}

function fieldsHeight({ params }: NodeDef): number {
  const inline = Object.values(params.shape).flatMap((schema) => {
    const field = fields.get(schema);
    return field?.inline ? [field] : [];
  });
  return inline.reduce((sum, { widget }) => sum + (fieldHeights[widget ?? ''] ?? 28) + 6, 4);
}

/** The kind of thing a node shows; a node whose value is a parameter on the card shows nothing twice. */
export function previewKind({ outputs, inputs, params }: NodeDef): 'video' | 'image' | 'audio' | 'shot' | 'captions' | 'text' | undefined {
  const kinds = Object.values(outputs).map(({ kind }) => kind);
  const isSource = Object.keys(inputs).length === 0;
  if (isSource && !('asset' in params.shape)) return undefined;
  return (['video', 'image', 'audio', 'shot', 'captions', 'text'] as const).find((kind) => kinds.includes(kind));
}
