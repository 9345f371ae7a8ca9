import { labelOf, newId } from './graph-input.ts';
import type { Caller } from './runs/engine-contract.ts';
import type { Store } from './store/contract.ts';
import { findTemplate } from './templates/find-template.ts';

/** The template that shows everything at once, and needs no key. */
const sample = 'lighthouse';

/** Saves the sample film into a workspace that never had a graph, so that the editor opens on something to run. */
export async function ensureSampleGraph(store: Pick<Store, 'graphs' | 'templates'>, owner: Caller, at: string): Promise<void> {
  if (await store.graphs.heldAny(owner.workspaceId)) return;
  const { graph } = await findTemplate(store, owner.workspaceId, sample);
  const { name, nodes } = labelOf(graph);
  await store.graphs.insert({ ...owner, id: newId('graph'), name, revision: 1, graph, nodes, createdAt: at, updatedAt: at });
}
