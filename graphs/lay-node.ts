import type { NodeDef } from '#nodes/define.ts';
import { nodeTypes } from '#nodes/index.ts';
import type { Step } from '#nodes/steps.ts';
import { applyPins } from './apply-pins.ts';
import type { GraphNode, Problem } from './document.ts';
import type { Assets, Expansion, Results, Value } from './expansion.ts';
import { gather } from './gather.ts';
import { createHands, type Sheet } from './hands.ts';
import { readParams } from './params.ts';
import { NOT_YET, TOO_MANY } from './signals.ts';
import { describePort, plural } from './words.ts';

export type LayJob = {
  readonly expansion: Expansion;
  readonly id: string;
  readonly results: Results;
  readonly assets: Assets;
  readonly end: number | undefined;
};

/** Lays out one node whose sources are laid out; writes its steps, outputs and problems into the expansion. */
export function layNode(job: LayJob): void {
  const { expansion, id } = job;
  const node = expansion.graph.nodes[id] as GraphNode;
  const definition = nodeTypes.get(node.type);
  if (!definition) return;
  const report = (problem: Omit<Problem, 'severity' | 'node'>, severity: Problem['severity'] = 'error'): void => {
    expansion.problems.push({ severity, node: id, ...problem });
  };
  const params = readParams(definition, node);
  const inputs = gather(expansion, id, definition, report);
  if (inputs === 'waiting' && params) return postpone(job, definition);
  if (!params || !inputs || inputs === 'waiting') return;
  if (node.bypass) return bypass(expansion, id, definition, inputs, report);
  const mapping = mapOver(definition, inputs, report);
  if (!mapping) return;
  layMapped({ ...job, node, definition, params, inputs, mapping, report });
}

/** A length or a fact is missing: the node waits, and so does everything behind it. */
function postpone({ expansion, id }: LayJob, definition: NodeDef): void {
  expansion.unlaid.add(id);
  for (const port of Object.keys(definition.outputs)) expansion.outputs.set(`${id}.${port}`, null);
}

type Report = (problem: Omit<Problem, 'severity' | 'node'>, severity?: Problem['severity']) => void;

/** Passes inputs through to outputs of the same kind. */
function bypass(expansion: Expansion, id: string, definition: NodeDef, inputs: Record<string, Value>, report: Report): void {
  for (const [name, port] of Object.entries(definition.outputs)) {
    const match = Object.entries(definition.inputs).find(
      ([input, { kind }]) => kind === port.kind && (inputs[input]?.items.length ?? 0) > 0,
    );
    const value = match && inputs[match[0]];
    if (value && match[1].count === 'many' && port.count !== 'many' && value.items.length !== 1) {
      report({
        code: 'CANNOT_BYPASS',
        port: name,
        message: `${describePort(port, name)} is one ${port.kind}, but ${value.items.length} come in. Give the node back its work, or connect one.`,
      });
      continue;
    }
    expansion.outputs.set(`${id}.${name}`, value ?? { many: false, nested: false, items: [] });
  }
}

type Mapping = { readonly length: number; readonly leader: Value | undefined; readonly nested: boolean };

/** A list that meets a single input repeats the node; lists are paired, a single element goes to all. */
function mapOver(definition: NodeDef, inputs: Record<string, Value>, report: Report): Mapping | undefined {
  const mapped = Object.entries(inputs).filter(([name, value]) => value.many && definition.inputs[name]?.count !== 'many');
  if (mapped.length === 0) return { length: 1, leader: undefined, nested: false };
  const length = Math.max(...mapped.map(([, value]) => value.items.length));
  const leader = mapped.find(([, value]) => value.items.length === length)?.[1];
  for (const [name, value] of mapped) {
    if (value.items.length === length || value.items.length === 1) continue;
    report({
      code: 'ZIP_MISMATCH',
      port: name,
      message: `${plural(value.items.length, 'element')} cannot be paired with ${length}: connect lists of the same length, or one element for all.`,
    });
    return undefined;
  }
  for (const [name, port] of Object.entries(definition.inputs)) {
    if (port.count !== 'many' || !inputs[name]?.nested) continue;
    report({
      code: 'LIST_OF_LISTS',
      port: name,
      message: `${describePort(port, name)} would collect lists that were made one per element. Run the graph once per row instead.`,
    });
    return undefined;
  }
  return { length, leader, nested: mapped.some(([, value]) => value.nested) };
}

type MappedJob = LayJob & {
  readonly node: GraphNode;
  readonly definition: NodeDef;
  readonly params: Record<string, unknown>;
  readonly inputs: Record<string, Value>;
  readonly mapping: Mapping;
  readonly report: Report;
};

function layMapped(job: MappedJob): void {
  const { expansion, definition, mapping, node, report } = job;
  const sheet: Sheet = {
    steps: new Map<string, Step>(),
    bound: new Map(Object.keys(definition.outputs).map((name) => [name, []])),
    lists: new Map(),
    used: new Set(),
    failed: false,
  };
  try {
    for (let index = 0; index < mapping.length; index += 1) layElement(job, sheet, index);
  } catch (thrown) {
    if (thrown === NOT_YET) return postpone(job, definition);
    if (thrown !== TOO_MANY) throw thrown;
    report({
      code: 'TOO_MANY_STEPS',
      message: 'This node takes the graph over the number of steps that one run may have. Make fewer elements.',
    });
    return;
  }
  if (sheet.failed) return;
  applyPins(expansion, node, sheet);
  for (const step of sheet.steps.values()) expansion.steps.set(step.id, step);
  bindOutputs(job, sheet);
}

function layElement(job: MappedJob, sheet: Sheet, index: number): void {
  const { definition, inputs, mapping } = job;
  const held: Record<string, unknown> = {};
  for (const [name, port] of Object.entries(definition.inputs)) {
    const value = inputs[name];
    if (port.count === 'many') held[name] = value?.items ?? [];
    else if (value && value.items.length > 0) held[name] = value.items[value.items.length === 1 ? 0 : index];
  }
  const mapKey = mapping.leader?.items[index]?.key;
  const hands = createHands({ ...job, sheet, held, mapKey });
  const outputs = definition.layout(hands as never) as Record<string, unknown>;
  for (const [name, output] of Object.entries(outputs)) collect(sheet, name, output, mapping.leader !== undefined);
}

/** Adds what one layout returned for an output; an output fed by a list of unknown length is unbound until it is known. */
function collect(sheet: Sheet, name: string, output: unknown, mapped: boolean): void {
  if (output === undefined) return;
  const list =
    typeof output === 'object' && output !== null && 'list' in output ? sheet.lists.get((output as { list: string }).list) : undefined;
  if (list === undefined) {
    sheet.bound.get(name)?.push(...((Array.isArray(output) ? output : [output]) as never[]));
    return;
  }
  if (!list.keys) {
    sheet.bound.delete(name);
    return;
  }
  const prefix = mapped ? `${list.element}.` : '';
  sheet.bound.get(name)?.push(...list.keys.map((key) => ({ kind: list.kind, ref: `${list.ref}#${key}`, key: prefix + key })));
}

function bindOutputs({ expansion, id, definition, mapping, node, report }: MappedJob, sheet: Sheet): void {
  let whole = true;
  for (const [name, port] of Object.entries(definition.outputs)) {
    const items = sheet.bound.get(name);
    whole &&= items !== undefined;
    const value = items && {
      many: mapping.leader !== undefined || port.count === 'many',
      nested: mapping.nested || (mapping.leader !== undefined && port.count === 'many'),
      items,
    };
    expansion.outputs.set(`${id}.${name}`, value ?? null);
  }
  if (!whole) return;
  for (const key of Object.keys(node.elements ?? {})) {
    if (!sheet.used.has(key))
      report(
        { code: 'ELEMENT_UNUSED', message: `There is no element “${key}” any more; what was decided for it has no effect.` },
        'warning',
      );
  }
}
