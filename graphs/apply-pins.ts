import type { AnyElement } from '#nodes/define.ts';
import type { Item } from '#nodes/items.ts';
import type { GraphNode } from './document.ts';
import type { Expansion } from './expansion.ts';
import type { Sheet } from './hands.ts';

/** A pinned output becomes a literal for every reader, inside the node and outside; its step is then not asked for. */
export function applyPins(expansion: Expansion, node: GraphNode, sheet: Sheet): void {
  if (!node.elements) return;
  const swaps = new Map<string, string>();
  for (const [port, elements] of sheet.bound) {
    elements.forEach((element, index) => {
      const pin = node.elements?.[element.key]?.pin?.[port] as Item | undefined;
      if (!pin) return;
      sheet.used.add(element.key);
      const ref = `=${pin.hash}`;
      expansion.literals.set(ref, pin);
      expansion.facts.set(ref, pin.facts);
      swaps.set(element.ref, ref);
      elements[index] = { ...element, ref } satisfies AnyElement;
    });
  }
  if (swaps.size === 0) return;
  const swap = (ref: string): string => swaps.get(ref) ?? ref;
  for (const [id, step] of sheet.steps) {
    const reads: Record<string, string | string[]> = {};
    for (const [name, read] of Object.entries(step.reads)) reads[name] = typeof read === 'string' ? swap(read) : read.map(swap);
    sheet.steps.set(id, { ...step, reads });
  }
}
