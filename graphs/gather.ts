import type { AnyElement, NodeDef } from '#nodes/define.ts';
import { isOptional } from '#nodes/define.ts';
import type { Problem } from './document.ts';
import type { Expansion, Value } from './expansion.ts';
import { describePort } from './words.ts';

/** The values at the inputs of a node: `waiting` while a length is unknown, undefined when something is wrong. */
export type Gathered = Record<string, Value> | 'waiting' | undefined;

type Report = (problem: Omit<Problem, 'severity' | 'node'>) => void;

/** Collects what arrives at each input and reports what is missing, doubled or of the wrong kind. */
export function gather(expansion: Expansion, id: string, definition: NodeDef, report: Report): Gathered {
  const inputs: Record<string, Value> = {};
  let waiting = false;
  let wrong = false;
  const complain: Report = (problem) => {
    wrong = true;
    report(problem);
  };
  for (const [name, port] of Object.entries(definition.inputs)) {
    const sources = expansion.wiring.sources.get(`${id}.${name}`) ?? [];
    if (sources.length > 1 && port.count !== 'many') {
      complain({
        code: 'INPUT_TWICE',
        port: name,
        message: `${describePort(port, name)} takes one connection and has ${sources.length}. Remove all but one.`,
      });
      continue;
    }
    const items: AnyElement[] = [];
    let [isMany, isNested] = [false, false];
    for (const from of sources) {
      const value = expansion.outputs.get(from);
      if (value === null) waiting = true;
      if (!value) {
        // The node before has problems of its own, or its length is not known yet.
        if (value === undefined) wrong = true;
        continue;
      }
      const stranger = value.items.find((element) => element.kind !== port.kind);
      if (stranger) {
        complain({
          code: 'KIND_MISMATCH',
          port: name,
          message: `${from} is ${stranger.kind}, but ${describePort(port, name)} takes ${port.kind}.`,
        });
        continue;
      }
      items.push(...value.items);
      isMany ||= value.many;
      isNested ||= value.nested;
    }
    const absent = items.length === 0 && !isMany && !waiting;
    if (absent && !isOptional(port) && !wrong) {
      complain({ code: 'INPUT_MISSING', port: name, message: `${describePort(port, name)} needs a connection that carries ${port.kind}.` });
    }
    if (isMany && items.length === 0 && !isOptional(port) && !waiting && !wrong && port.count === 'many') {
      complain({
        code: 'INPUT_MISSING',
        port: name,
        message: `${describePort(port, name)} gets an empty list. Add at least one element before it.`,
      });
    }
    if (items.length > 0 || port.count === 'many' || isMany) inputs[name] = { many: isMany, nested: isNested, items };
  }
  if (wrong) return undefined;
  return waiting ? 'waiting' : inputs;
}
