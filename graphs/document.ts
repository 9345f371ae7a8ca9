import { z } from 'zod';
import type { Tier } from '#nodes/price.ts';
import { tiers } from '#nodes/price.ts';
import { type Aspect, aspects, type Frame, frameOf, resolutions } from '#nodes/settings.ts';
import type { ProblemCode } from './problem-codes.ts';

/** The present version of the document, written as `"filmloom": 1`. */
export const documentVersion = 1;

/** Explicit limits of a document; `bytes` and `depth` are of its JSON text. */
export const limits = { nodes: 10_000, edges: 40_000, bytes: 8_000_000, depth: 64, steps: 10_000 } as const;

/** Ids go into references such as `clips.video` and `clips/s3/make-video`, so they keep to letters, digits, `_` and `-`. */
export const idPattern = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/;
/** Names that must never become keys of a plain object. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const id = z.string().regex(idPattern);
const portRef = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}\.[A-Za-z0-9_-]{1,64}$/);
const dollars = z.union([z.number().min(0).max(1_000_000), z.string().regex(/^\d{1,7}(\.\d{1,6})?$/)]);
const point = z.tuple([z.number().min(-1e7).max(1e7), z.number().min(-1e7).max(1e7)]);

export const factsSchema = z.strictObject({
  seconds: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  fps: z.number().optional(),
  audio: z.boolean().optional(),
  characters: z.number().optional(),
  spoken: z.number().optional(),
  spelt: z.number().optional(),
  share: z.number().optional(),
});

/** A value put in place of an output by hand. */
export const itemSchema = z.strictObject({
  hash: z.string().min(1).max(100),
  facts: factsSchema,
  key: z.string().max(200).optional(),
  value: z.unknown().optional(),
  bytes: z.number().optional(),
  media: z.string().max(100).optional(),
});

/** What a person decided for one element of a node, the same for every node type. */
export const elementChoiceSchema = z.strictObject({
  params: z.record(z.string(), z.unknown()).optional(),
  /** Which of several results of the same request is used; 0 is the first. */
  take: z.int().min(0).max(999).optional(),
  /** Outputs fixed by hand, by output port. */
  pin: z.record(z.string(), itemSchema).optional(),
});
export type ElementChoice = z.infer<typeof elementChoiceSchema>;

export const nodeSchema = z.strictObject({
  type: z.string().min(1).max(64),
  title: z.string().max(120).optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  elements: z.record(z.string(), elementChoiceSchema).optional(),
  /** Passes its input of the same kind through instead of working. */
  bypass: z.boolean().optional(),
  /** Position of its top left corner on the canvas. */
  at: point.optional(),
  size: point.optional(),
  collapsed: z.boolean().optional(),
  /** Its place on the canvas is fixed. */
  locked: z.boolean().optional(),
});
export type GraphNode = z.infer<typeof nodeSchema>;

/** `from` an output, `to` an input, each as `node.port`. */
export const edgeSchema = z.strictObject({ from: portRef, to: portRef });
export type Edge = z.infer<typeof edgeSchema>;

export const settingsSchema = z.strictObject({
  tier: z.enum(tiers).optional(),
  aspect: z.enum(aspects).optional(),
  resolution: z.enum(resolutions).optional(),
  fps: z.union([z.literal(24), z.literal(25), z.literal(30), z.literal(60)]).optional(),
  /** The most a run of this graph may spend. */
  budgetUsd: dollars.optional(),
  /** What happens where the budget does not cover the tier: ask, or take the next lower tier that it covers, never below draft. */
  overBudget: z.enum(['ask', 'downgrade']).optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const groupSchema = z.strictObject({ title: z.string().max(120), nodes: z.array(id), colour: z.string().max(32).optional() });

/** The whole document: nodes, edges, settings. Plain JSON without run state; defaults are left out. */
export const graphSchema = z.strictObject({
  filmloom: z.literal(documentVersion),
  name: z.string().max(200).optional(),
  description: z.string().max(2000).optional(),
  settings: settingsSchema.optional(),
  nodes: z.record(id, nodeSchema),
  edges: z.array(edgeSchema).optional(),
  /** Parameters offered to the API and to the form view: public name → `node.param`. */
  inputs: z.record(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), portRef).optional(),
  groups: z.record(id, groupSchema).optional(),
});

/** A graph as all code behind the reader sees it: `settings`, `edges` and `inputs` are always there. */
export type Graph = Omit<z.infer<typeof graphSchema>, 'settings' | 'edges' | 'inputs'> & {
  readonly settings: Settings;
  readonly edges: readonly Edge[];
  readonly inputs: Readonly<Record<string, string>>;
};

export type Severity = 'error' | 'warning';
/** Something about a graph that a person should mend (`error`: it cannot run) or know (`warning`). */
export type Problem = {
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly message: string;
  readonly node?: string;
  readonly port?: string;
  readonly param?: string;
};

/** The settings with defaults, and the frame that follows from them. */
export type FullSettings = { tier: Tier; aspect: Aspect; frame: Frame; budgetMicros: number; overBudget: 'ask' | 'downgrade' };

const defaultBudgetUsd = 5;

export function settingsOf(graph: Graph): FullSettings {
  const {
    tier = 'animatic',
    aspect = '16:9',
    resolution = '720p',
    fps = 30,
    budgetUsd = defaultBudgetUsd,
    overBudget = 'ask',
  } = graph.settings;
  const budgetMicros = Math.round(Number(budgetUsd) * 1_000_000);
  return { tier, aspect, frame: frameOf(aspect, resolution, fps), budgetMicros, overBudget };
}

/** `clips.video` → `['clips', 'video']`. */
export function splitPort(reference: string): [node: string, port: string] {
  const dot = reference.indexOf('.');
  return [reference.slice(0, dot), reference.slice(dot + 1)];
}

/** A graph with nothing in it. */
export function emptyGraph(name = 'Untitled'): Graph {
  return { filmloom: documentVersion, name, settings: {}, nodes: {}, edges: [], inputs: {} };
}
