import { itemOf, stepOf } from '#graphs/refs.ts';
import { type Run, resultsOf, type StepState } from '#graphs/run.ts';
import type { ValueKind } from '#nodes/ports.ts';
import type { NodeChange } from '#server/contract/runs.ts';
import { countsByNode, itemView, nodeState, type StepCounts } from './views.ts';

type Place = { readonly port: string; readonly at: number; readonly ref: string; readonly key: string; readonly kind: ValueKind };

/**
 * What is known of the nodes of a run from one event to the next, so that an event costs what it changes and not what the
 * run is large. `run` is read in the state after the last entry that was told.
 */
export class NodeBook {
  private readonly run: Run;
  private counts: Map<string, StepCounts>;
  private readonly states = new Map<string, StepState>();
  private places: Map<string, Place[]> | undefined;

  constructor(run: Run) {
    this.run = run;
    this.counts = countsByNode(run);
    for (const [id, { state }] of run.steps) this.states.set(id, state);
  }

  countsOf(node: string): StepCounts {
    return this.counts.get(node) ?? {};
  }

  /** Steps were laid out anew. */
  laid(): void {
    this.places = undefined;
    this.counts = countsByNode(this.run);
    this.states.clear();
    for (const [id, { state }] of this.run.steps) this.states.set(id, state);
  }

  moved(id: string, node: string, state: StepState): void {
    const counts = this.counts.get(node) ?? {};
    this.counts.set(node, counts);
    const before = this.states.get(id);
    if (before) counts[before] = (counts[before] ?? 1) - 1;
    if (before && counts[before] === 0) delete counts[before];
    counts[state] = (counts[state] ?? 0) + 1;
    this.states.set(id, state);
  }

  /** What the present state of a step makes of its node. */
  changeOf(id: string, node: string): NodeChange {
    const counts = this.countsOf(node);
    const results = resultsOf(this.run);
    const changed: NodeChange['changed'] = {};
    for (const { port, at, ref, key, kind } of this.placesOf(id)) {
      const item = itemOf(ref, this.run.literals, results);
      const list = changed[port] ?? [];
      changed[port] = list;
      list.push({ at, item: item ? itemView(kind, key, item) : null });
    }
    return { state: nodeState(this.run, node, counts), steps: { ...counts }, changed };
  }

  /** Where the elements of a step stand at the outputs of its own node. */
  private placesOf(step: string): readonly Place[] {
    this.places ??= this.findPlaces();
    return this.places.get(step) ?? [];
  }

  private findPlaces(): Map<string, Place[]> {
    const places = new Map<string, Place[]>();
    for (const [output, value] of this.run.outputs) {
      const dot = output.indexOf('.');
      const [node, port] = [output.slice(0, dot), output.slice(dot + 1)];
      value?.items.forEach(({ ref, key, kind }, at) => {
        const step = stepOf(ref);
        if (this.run.steps.get(step)?.step.node !== node) return;
        const list = places.get(step);
        const place = { port, at, ref, key, kind };
        if (list) list.push(place);
        else places.set(step, [place]);
      });
    }
    return places;
  }
}
