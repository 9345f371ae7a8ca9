import type { z } from 'zod';
import type { Facts } from './facts.ts';
import type { Bound, Element, Gives, Held, Ports, Reads, ValueKind } from './ports.ts';
import type { Aspect, Frame } from './settings.ts';
import type { Kinds, StepKind } from './steps.ts';
import type { InlineValue } from './values.ts';

type Params<P> = Record<string, never> extends P ? { params?: P } : { params: P };

/** Adds one step for the element `of` and returns handles of what it gives. `name` tells two steps of one kind apart. */
export type AddStep = <N extends StepKind>(
  kind: N,
  of: { readonly key: string },
  step: Params<z.input<Kinds[N]['params']>> & { reads: Reads<Kinds[N]['reads']>; model?: string; name?: string },
) => Gives<Kinds[N]['gives']>;

/** What a layout is given. It sees params, lengths and keys, never bytes; it does nothing but add steps. */
export type Hands<P, I extends Ports> = {
  /** The node's params, checked and with defaults. */
  readonly params: P;
  /** The params with what a person decided for this element laid over them. */
  of(element: { readonly key: string }): P;
  readonly inputs: Held<I>;
  /** Size and rate of the pictures this graph makes. */
  readonly frame: Frame;
  readonly aspect: Aspect;
  readonly step: AddStep;
  /** A value known now, without a step. */
  value<K extends keyof InlineValue>(kind: K, value: InlineValue[K], more?: { key?: string; facts?: Facts }): Element<K>;
  /** A file of the asset library by id. Raises a problem at `param` where it is missing or of another kind. */
  asset<K extends 'image' | 'video' | 'audio' | 'captions'>(kind: K, id: string, param: string): Element<K>;
  /** Facts of an input; a node that asks is laid out only when they are exact. */
  known(element: Element): Facts;
  /** Reports what is wrong with an input or a parameter; the graph cannot run until it is mended. */
  problem(where: { port?: string; param?: string }, message: string): void;
};

export const groups = ['in', 'plan', 'image', 'video', 'sound', 'edit', 'enhance', 'finish', 'flow', 'bridge'] as const;
export type Group = (typeof groups)[number];

/** One node type: what people see, what it takes and gives, and how it is laid out as steps. It never runs anything. */
export type NodeDef<P extends z.ZodObject = z.ZodObject, I extends Ports = Ports, O extends Ports = Ports> = {
  /** Kebab-case, the same as its file. */
  readonly type: string;
  /** Raised when stored params need a migration. */
  readonly version: number;
  readonly title: string;
  readonly group: Group;
  /** Name of a lucide icon. */
  readonly icon: string;
  /** One or two sentences for users. */
  readonly docs: string;
  readonly params: P;
  readonly inputs: I;
  readonly outputs: O;
  layout(hands: Hands<z.output<P>, I>): Bound<O>;
  /** Params for docs, previews and the every-node test. */
  readonly example: z.input<P>;
};

/** Declares a node type; wrong wiring inside `layout` is a compile error. */
export function defineNode<P extends z.ZodObject, I extends Ports, O extends Ports>(definition: NodeDef<P, I, O>): NodeDef<P, I, O> {
  return definition;
}

/** A port that is left open without a problem. */
export function isOptional(port: { count: string; optional?: boolean }): boolean {
  return port.count === 'maybe' || (port.count === 'many' && port.optional === true);
}

export type AnyElement = Element<ValueKind>;
