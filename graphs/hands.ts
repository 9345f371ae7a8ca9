import type { AnyElement, NodeDef } from '#nodes/define.ts';
import type { Facts, Promised } from '#nodes/facts.ts';
import { hashValue } from '#nodes/hash.ts';
import type { Item } from '#nodes/items.ts';
import type { Port, ValueKind } from '#nodes/ports.ts';
import { kindOf, type Step, type StepKind } from '#nodes/steps.ts';
import { factsOfValue } from '#nodes/value-facts.ts';
import { type GraphNode, limits, type Problem, settingsOf } from './document.ts';
import type { LayJob } from './lay-node.ts';
import { isLiteral, stepOf } from './refs.ts';
import { NOT_YET, TOO_MANY } from './signals.ts';
import { worldAt } from './world.ts';

/** What the layout of one node has put down so far. A list without `keys` has a length that is not known yet. */
export type Sheet = {
  readonly steps: Map<string, Step>;
  readonly bound: Map<string, AnyElement[]>;
  readonly lists: Map<
    string,
    { readonly kind: ValueKind; readonly ref: string; readonly element: string; readonly keys: readonly string[] | null }
  >;
  /** Element keys for which a person decided something that was used. */
  readonly used: Set<string>;
  failed: boolean;
};

type HandsJob = LayJob & {
  readonly node: GraphNode;
  readonly definition: NodeDef;
  readonly params: Record<string, unknown>;
  readonly report: (problem: Omit<Problem, 'severity' | 'node'>) => void;
  readonly sheet: Sheet;
  readonly held: Record<string, unknown>;
  readonly mapKey: string | undefined;
};

type StepRequest = {
  params?: Record<string, unknown>;
  reads: Record<string, AnyElement | readonly AnyElement[] | undefined>;
  model?: string;
  name?: string;
};

const keyPattern = /^[\p{L}\p{N}_.-]{1,120}$/u;

/** Everything a layout may touch, for one element of the node. */
export function createHands(job: HandsJob) {
  const { expansion, node, params, sheet, mapKey } = job;
  const { frame, aspect } = settingsOf(expansion.graph);
  const fail = (problem: Omit<Problem, 'severity' | 'node'>): void => {
    sheet.failed = true;
    job.report(problem);
  };
  const elementKey = (own: string): string => (mapKey === undefined || own === mapKey ? own : `${mapKey}.${own}`);
  const paramsOf = (key: string): Record<string, unknown> => {
    const choice = node.elements?.[key];
    if (!choice) return params;
    sheet.used.add(key);
    return choice.params ? overridden(job, key, choice.params, fail) : params;
  };
  const literal = (kind: ValueKind, item: Item, key: string | undefined): AnyElement => {
    const own = key ?? mapKey ?? '1';
    if (!keyPattern.test(own))
      fail({ code: 'KEY_INVALID', message: `“${own}” cannot name an element: use letters, digits, “-” and “_”, at most 120.` });
    const ref = `=${item.hash}`;
    expansion.literals.set(ref, item);
    expansion.facts.set(ref, item.facts);
    return { kind, ref, key: elementKey(own) };
  };
  return {
    params: paramsOf(mapKey ?? '1'),
    of: ({ key }: { key: string }) => paramsOf(elementKey(key)),
    inputs: job.held,
    frame,
    aspect,
    step: (kind: StepKind, of: { key: string }, request: StepRequest) => addStep(job, kind, elementKey(of.key), request),
    value(kind: ValueKind, value: unknown, { key, facts }: { key?: string; facts?: Facts } = {}): AnyElement {
      const known = facts ?? factsOfValue(kind, value);
      return literal(kind, { hash: hashValue(kind, value), facts: known, value }, key);
    },
    asset: (kind: ValueKind, id: string, param: string) => literal(kind, assetItem(job, kind, id, param, fail), undefined),
    known(element: AnyElement): Facts {
      if (job.end === undefined && !isLiteral(element.ref) && !job.results.get(stepOf(element.ref))) throw NOT_YET;
      return expansion.facts.get(element.ref) ?? {};
    },
    problem: (where: { port?: string; param?: string }, message: string) => fail({ code: 'LAYOUT', message, ...where }),
  };
}

function overridden(
  job: HandsJob,
  key: string,
  changes: Record<string, unknown>,
  fail: (problem: Omit<Problem, 'severity' | 'node'>) => void,
): Record<string, unknown> {
  const parsed = job.definition.params.safeParse({ ...job.node.params, ...changes });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  fail({ code: 'PARAM_INVALID', param: String(issue?.path[0] ?? ''), message: `Element “${key}”: ${issue?.message ?? 'invalid value'}.` });
  return job.params;
}

function assetItem(
  job: HandsJob,
  kind: ValueKind,
  id: string,
  param: string,
  fail: (problem: Omit<Problem, 'severity' | 'node'>) => void,
): Item {
  if (!id) {
    fail({
      code: 'PARAM_MISSING',
      param,
      message: `Choose a file: this node needs ${kind === 'captions' ? 'a captions file' : `one of kind ${kind}`}.`,
    });
    return { hash: 'missing', facts: {} };
  }
  const asset = job.assets.get(id);
  if (!asset)
    fail({
      code: 'ASSET_UNKNOWN',
      param,
      message: `The file “${id.slice(0, 12)}…” is not in the library. Upload it again or choose another.`,
    });
  else if (asset.kind !== kind) fail({ code: 'ASSET_KIND', param, message: `This file is ${asset.kind}, but the node needs ${kind}.` });
  if (asset?.value !== undefined) return { hash: hashValue(kind, asset.value), facts: asset.facts, value: asset.value };
  return { hash: id, facts: asset?.facts ?? {}, bytes: asset?.bytes, media: asset?.media };
}

function addStep(job: HandsJob, kind: StepKind, element: string, request: StepRequest): Record<string, unknown> {
  const { expansion, id, node, sheet } = job;
  const definition = kindOf(kind);
  if (expansion.steps.size + sheet.steps.size >= limits.steps) throw TOO_MANY;
  const isModel = definition.lane === 'model';
  const choice = node.elements?.[element];
  if (choice) sheet.used.add(element);
  const params = definition.params.safeParse(request.params ?? {});
  if (!params.success) {
    const [issue] = params.error.issues;
    sheet.failed = true;
    job.report({
      code: 'PARAM_INVALID',
      param: String(issue?.path[0] ?? ''),
      message: `${definition.title}: ${issue?.message ?? 'invalid value'}.`,
    });
  }
  const step: Step = {
    id: `${id}/${element}/${request.name ?? kind}`,
    node: id,
    element,
    kind,
    params: params.data ?? {},
    reads: references(request.reads, definition.reads),
    take: isModel ? (choice?.take ?? 0) : 0,
    ...(isModel ? { model: request.model ?? 'auto' } : {}),
  };
  if (sheet.steps.has(step.id)) {
    sheet.failed = true;
    job.report({ code: 'KEY_INVALID', message: `Two elements are named “${element}”. Give each its own key.` });
  }
  sheet.steps.set(step.id, step);
  return handles(job, step);
}

function references(reads: StepRequest['reads'], ports: Readonly<Record<string, unknown>>): Step['reads'] {
  const out: Record<string, string | string[]> = {};
  for (const name of Object.keys(ports)) {
    const read = reads[name];
    if (read === undefined) continue;
    // A layout that has reported a problem may hold fewer elements than it asks for.
    out[name] = Array.isArray(read) ? read.flatMap((element: AnyElement | undefined) => element?.ref ?? []) : (read as AnyElement).ref;
  }
  return out;
}

/** The elements and lists a step gives, with their facts: measured where the step has run, else predicted. */
function handles(job: HandsJob, step: Step): Record<string, unknown> {
  const { expansion, end, results, sheet } = job;
  const definition = kindOf(step.kind);
  const result = results.get(step.id);
  const reads = factsRead(expansion, step);
  if (sheet.failed) return emptyHandles(step, definition.gives, sheet);
  const predict = (at: number) => {
    const world = worldAt(at);
    return {
      world,
      facts: definition.facts({ params: step.params as never, reads: reads as never, world }) as Record<string, Facts | Promised[]>,
    };
  };
  const most = predict(end ?? 1);
  const unsure = !result && most.world.asked();
  if (unsure) expansion.ranged = true;
  if (unsure && most.world.countSpans.length > 0) expansion.counts.set(step.id, Math.max(...most.world.countSpans));
  const least = unsure && end === undefined ? predict(0) : most;
  const out: Record<string, unknown> = {};
  for (const [name, port] of Object.entries(definition.gives)) {
    const ref = `${step.id}:${name}`;
    if (port.count !== 'many') {
      expansion.facts.set(ref, result ? (result.items[name] as Item).facts : (most.facts[name] as Facts));
      out[name] = { kind: port.kind, ref, key: step.element };
      continue;
    }
    const items = result?.items[name] as readonly Item[] | undefined;
    const promised = most.facts[name] as readonly Promised[];
    const keys = (items ?? promised).map((one, index) => one.key ?? `${index + 1}`);
    keys.forEach((key, index) => {
      expansion.facts.set(`${ref}#${key}`, items?.[index]?.facts ?? withoutKey(promised[index] ?? {}));
    });
    const certain = items !== undefined || (least.facts[name] as readonly Promised[]).length === promised.length;
    sheet.lists.set(ref, { kind: port.kind, ref, element: step.element, keys: certain ? keys : null });
    out[name] = { kind: port.kind, list: ref };
  }
  return out;
}

/** A node with a problem is not laid out; its layout still runs to the end, so that every problem is found. */
function emptyHandles(step: Step, gives: Readonly<Record<string, Port>>, sheet: Sheet): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, port] of Object.entries(gives)) {
    const ref = `${step.id}:${name}`;
    if (port.count === 'many') sheet.lists.set(ref, { kind: port.kind, ref, element: step.element, keys: null });
    out[name] = port.count === 'many' ? { kind: port.kind, list: ref } : { kind: port.kind, ref, key: step.element };
  }
  return out;
}

function withoutKey({ key: _, ...facts }: Promised): Facts {
  return facts;
}

/** Facts of what a step reads; a `many` that was left out reads as an empty list. */
function factsRead(expansion: Expansion, step: Step): Record<string, Facts | Facts[] | undefined> {
  const out: Record<string, Facts | Facts[] | undefined> = {};
  for (const [name, port] of Object.entries(kindOf(step.kind).reads)) {
    const read = step.reads[name];
    if (port.count === 'many') out[name] = (Array.isArray(read) ? read : []).map((ref: string) => expansion.facts.get(ref) ?? {});
    else if (typeof read === 'string') out[name] = expansion.facts.get(read) ?? {};
  }
  return out;
}

type Expansion = LayJob['expansion'];
