import { type ElementChoice, factsSchema, type GraphNode } from '#graphs/document.ts';
import { hashValue } from '#nodes/hash.ts';
import type { OutputItem } from '#server/contract/runs.ts';
import { applyToDocument } from '../stores/document.ts';

type Pin = NonNullable<ElementChoice['pin']>;

/** The choice without what is not set; null where nothing is left of it. */
export function tidyChoice({ params, take, pin }: ElementChoice): ElementChoice | null {
  const choice = { ...(params && { params }), ...(take && { take }), ...(pin && { pin }) };
  return Object.keys(choice).length > 0 ? choice : null;
}

/** What a node gives for one element, by port, as it is written into the document to stay. */
export function pinOf(outputs: Readonly<Record<string, readonly OutputItem[]>>, element: string): Pin {
  const found = Object.entries(outputs).flatMap(([port, items]): [string, Pin[string]][] => {
    const item = items.find(({ key }) => key === element);
    return item ? [[port, storedItem(item)]] : [];
  });
  return Object.fromEntries(found);
}

function storedItem({ kind, key, facts, asset, media, bytes, value }: OutputItem): Pin[string] {
  const known = factsSchema.safeParse(facts).data ?? {};
  if (asset === undefined) return { hash: hashValue(kind, value), facts: known, key, value };
  return { hash: asset, facts: known, key, ...(media !== undefined && { media }), ...(bytes !== undefined && { bytes }) };
}

/** Changes a part of what was decided for an element, and leaves the rest. */
export function changeElement(nodeId: string, node: GraphNode, element: string, part: ElementChoice): void {
  applyToDocument({ do: 'set-element', node: nodeId, element, choice: tidyChoice({ ...node.elements?.[element], ...part }) });
}
