/** The kinds of value that flow along edges. */
export const valueKinds = ['text', 'number', 'image', 'video', 'audio', 'captions', 'shot'] as const;
export type ValueKind = (typeof valueKinds)[number];

/** `one`: exactly one element · `many`: a list of elements · `maybe`: one element or nothing. */
export type Count = 'one' | 'many' | 'maybe';

/** A typed input or output. `optional` applies to a `many` input that may stay unconnected (it then holds no elements). */
export type Port<K extends ValueKind = ValueKind, C extends Count = Count> = {
  readonly kind: K;
  readonly count: C;
  readonly title: string;
  readonly optional?: boolean;
};
export type Ports = Readonly<Record<string, Port>>;

/** A port that carries exactly one element; as an input it maps the node over a list. */
export function one<K extends ValueKind>(kind: K, title = ''): Port<K, 'one'> {
  return { kind, count: 'one', title };
}

/** A port that carries a list; as an input it collects every element that arrives. */
export function many<K extends ValueKind>(kind: K, title = '', more: { optional?: boolean } = {}): Port<K, 'many'> {
  return { kind, count: 'many', title, ...more };
}

/** A port that carries one element or nothing. */
export function maybe<K extends ValueKind>(kind: K, title = ''): Port<K, 'maybe'> {
  return { kind, count: 'maybe', title };
}

/** What a layout holds: a reference to a value and the key that names it for people. No bytes, no facts. */
export type Element<K extends ValueKind = ValueKind> = { readonly kind: K; readonly ref: string; readonly key: string };

/** A list whose length its step decides. It can be passed on to an output, never indexed. */
export type List<K extends ValueKind = ValueKind> = { readonly kind: K; readonly list: string };

/** The inputs of a node as its layout sees them. */
export type Held<P extends Ports> = {
  readonly [N in keyof P]: P[N] extends Port<infer K, 'many'>
    ? readonly Element<K>[]
    : P[N] extends Port<infer K, 'maybe'>
      ? Element<K> | undefined
      : P[N] extends Port<infer K, 'one'>
        ? Element<K>
        : Element | readonly Element[] | undefined;
};

/** What a layout returns: an element, a list or, for a `maybe` output, nothing for each output port. */
export type Bound<P extends Ports> = {
  readonly [N in keyof P]: P[N] extends Port<infer K, 'many'>
    ? readonly Element<K>[] | List<K>
    : P[N] extends Port<infer K, 'maybe'>
      ? Element<K> | undefined
      : P[N] extends Port<infer K, 'one'>
        ? Element<K>
        : Element | readonly Element[] | List | undefined;
};

type MaybeNames<P extends Ports> = { [N in keyof P]: P[N] extends Port<ValueKind, 'maybe'> ? N : never }[keyof P];

/** What a step must be given to read: every `one` and `many`; a `maybe` can be left out. */
export type Reads<P extends Ports> = {
  readonly [N in Exclude<keyof P, MaybeNames<P>>]: P[N] extends Port<infer K, 'many'>
    ? readonly Element<K>[]
    : P[N] extends Port<infer K>
      ? Element<K>
      : never;
} & { readonly [N in MaybeNames<P>]?: P[N] extends Port<infer K> ? Element<K> | undefined : never };

/** The handles of what a step gives. */
export type Gives<P extends Ports> = {
  readonly [N in keyof P]: P[N] extends Port<infer K, 'many'> ? List<K> : P[N] extends Port<infer K> ? Element<K> : never;
};
