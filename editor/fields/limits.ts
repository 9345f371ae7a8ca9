import { z } from 'zod';

/** What a parameter may be, read from its schema. */
export type Limits = {
  readonly min?: number;
  readonly max?: number;
  readonly whole: boolean;
  /** Takes the word `auto` beside numbers. */
  readonly auto: boolean;
  /** The only values it takes. */
  readonly options?: readonly (string | number)[];
  readonly maxLength?: number;
  readonly maxItems?: number;
  /** What is meant where nothing is set; undefined where it may be left empty. */
  readonly fallback: unknown;
  readonly kind: 'text' | 'number' | 'flag' | 'list' | 'other';
};

type JsonSchema = {
  type?: string;
  const?: string | number;
  enum?: (string | number)[];
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  default?: unknown;
};

const known = new WeakMap<z.ZodType, Limits>();

/** The limits of a parameter. Remembered by schema. */
export function limitsOf(schema: z.ZodType): Limits {
  const found = known.get(schema);
  if (found) return found;
  const limits = read(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
  known.set(schema, limits);
  return limits;
}

function read(json: JsonSchema): Limits {
  const parts = json.anyOf ?? [json];
  const auto = parts.length > 1 && parts.some((part) => part.const === 'auto');
  const part = parts.find((candidate) => candidate.const !== 'auto') ?? json;
  const options = part.enum ?? part.items?.enum;
  return {
    kind: kindOf(part),
    whole: part.type === 'integer',
    auto,
    fallback: json.default,
    ...(part.minimum !== undefined && { min: part.minimum }),
    ...(part.maximum !== undefined && { max: part.maximum }),
    ...(options && { options }),
    ...(part.maxLength !== undefined && { maxLength: part.maxLength }),
    ...(part.maxItems !== undefined && { maxItems: part.maxItems }),
  };
}

function kindOf({ type, enum: values }: JsonSchema): Limits['kind'] {
  if (type === 'array') return 'list';
  if (type === 'boolean') return 'flag';
  if (type === 'integer' || type === 'number' || typeof values?.[0] === 'number') return 'number';
  return type === 'string' || values ? 'text' : 'other';
}

/** By how much an arrow key changes a number. */
export function stepOf({ whole, min = 0, max = 100 }: Limits): number {
  if (whole) return 1;
  const span = max - min;
  if (span <= 1) return 0.05;
  return span <= 5 ? 0.1 : 0.5;
}

/** The schemas of the columns of a list of rows, by name; none where the parameter is no such list. */
export function columnsOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  const inner = unwrap(schema);
  const element = inner instanceof z.ZodArray ? unwrap(inner.element as z.ZodType) : inner;
  return element instanceof z.ZodObject ? (element.shape as Record<string, z.ZodType>) : {};
}

function unwrap(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? unwrap(schema.unwrap() as z.ZodType) : schema;
}
