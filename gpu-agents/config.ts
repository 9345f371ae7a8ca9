import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { kinds, type StepKind } from '#nodes/steps.ts';
import { agentRowSchema } from './protocol.ts';
import type { CommandSpec } from './runners/command.ts';
import { templateProblem } from './runners/template.ts';
import type { Allocation } from './slots.ts';

/** A wrong agent.yaml: one sentence with the place. */
export class ConfigError extends Error {}

const modelKinds = (Object.keys(kinds) as StepKind[]).filter((kind) => kinds[kind].lane === 'model');
const text = z.string().min(1);
const arg = z.union([
  z.string(),
  z.strictObject({ when: z.string().regex(/^(params|reads)\.[\w.-]+$/), args: z.array(z.string()).min(1) }),
]);
const inside = text.refine((name) => !name.startsWith('/') && !name.split(/[\\/]/).includes('..'), 'stays inside the work folder');
const pattern = text.transform((source, context) => {
  try {
    return new RegExp(source);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not a regular expression' });
    return z.NEVER;
  }
});
const command = z.strictObject({
  program: text,
  args: z.array(arg).default([]),
  allocation: z
    .discriminatedUnion('strategy', [
      z.strictObject({ strategy: z.literal('cpu') }),
      z.strictObject({ strategy: z.literal('parallel'), memoryMib: z.int().positive().optional() }),
      z.strictObject({ strategy: z.literal('distributed'), gpus: z.int().min(1).max(64), memoryMib: z.int().positive().optional() }),
    ])
    .default({ strategy: 'parallel' }),
  progress: pattern.optional(),
  results: z.record(z.string(), z.union([z.strictObject({ file: inside }), z.strictObject({ glob: inside })])),
  timeoutSeconds: z.number().positive().max(86_400).default(7_200),
  passEnv: z.array(text).default([]),
  setEnv: z.record(text, z.string()).default({}),
});
const row = agentRowSchema.extend({
  rev: z.int().min(1).default(1),
  kinds: z.array(z.enum(modelKinds as [StepKind, ...StepKind[]])).min(1),
  tier: agentRowSchema.shape.tier.default('draft'),
  takes: z.array(z.string()).default([]),
  price: z.strictObject({ per: agentRowSchema.shape.price.shape.per, usd: z.number().min(0) }).default({ per: 'call', usd: 0 }),
  pace: z.strictObject({ base: z.number().min(0), perSecond: z.number().min(0) }).default({ base: 10, perSecond: 10 }),
  command,
});
const schema = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  state: text.default('filmloom-agent'),
  animatic: z.boolean().default(false),
  cpuSlots: z.int().min(0).max(256).default(1),
  drainSeconds: z.number().min(0).max(86_400).default(600),
  rows: z.array(row.strict()).max(200).default([]),
});

export type AgentConfig = {
  readonly name: string;
  /** Folder of the journal and of everything in hand; absolute. */
  readonly state: string;
  /** Whether it does the work of the local lane. */
  readonly animatic: boolean;
  readonly cpuSlots: number;
  /** How long work in hand may go on after the agent was asked to stop. */
  readonly drainSeconds: number;
  readonly commands: readonly CommandSpec[];
};

/** Reads agent.yaml; its paths count from its own folder. Throws ConfigError. */
export function readConfig(file: string): AgentConfig {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Name an existing file with --config.`);
  }
  let document: unknown;
  try {
    document = parse(source) ?? {};
  } catch (error) {
    throw new ConfigError(`${file} is not valid YAML: ${(error as Error).message.split('\n')[0]}`);
  }
  return parseConfig(document, file);
}

export function parseConfig(document: unknown, file: string): AgentConfig {
  const parsed = schema.safeParse(document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${file}: ${issue?.path.join('.') || 'the document'} is wrong: ${issue?.message}.`);
  }
  const { name = hostname(), state, animatic, cpuSlots, drainSeconds, rows } = parsed.data;
  const problem = rowsProblem(rows);
  if (problem) throw new ConfigError(`${file}: ${problem}.`);
  const folder = dirname(resolve(file));
  return { name, state: resolve(folder, state), animatic, cpuSlots, drainSeconds, commands: rows.map((one) => commandOf(one, folder)) };
}

type RowConfig = z.output<typeof row>;

function rowsProblem(rows: readonly RowConfig[]): string | undefined {
  const ids = new Set<string>();
  for (const {
    id,
    kinds: rowKinds,
    takes,
    command: { args, results },
  } of rows) {
    if (ids.has(id)) return `there are two rows “${id}”`;
    ids.add(id);
    const wrong = templateProblem(args);
    if (wrong) return `row “${id}”: ${wrong}`;
    for (const kind of rowKinds) {
      const { reads, gives } = kinds[kind];
      const lacking = Object.keys(gives).find((output) => !results[output]);
      if (lacking) return `row “${id}”: results say not where the ${lacking} of ${kind} is`;
      const needed = Object.entries(reads).find(([input, { count }]) => count === 'one' && !takes.includes(input));
      if (needed) return `row “${id}”: ${kind} always reads “${needed[0]}”, so takes must name it`;
    }
  }
  return undefined;
}

function commandOf({ command: spec, price, ...about }: RowConfig, folder: string): CommandSpec {
  const { maxSeconds, maxWidth, maxHeight, ...rest } = about;
  return {
    row: {
      ...rest,
      price: { per: price.per, micros: Math.round(price.usd * 1e6) },
      ...(maxSeconds === undefined ? {} : { maxSeconds }),
      ...(maxWidth === undefined ? {} : { maxWidth }),
      ...(maxHeight === undefined ? {} : { maxHeight }),
    },
    program: spec.program.includes('/') ? resolve(folder, spec.program) : spec.program,
    args: spec.args,
    allocation: spec.allocation satisfies Allocation,
    progress: spec.progress,
    results: spec.results,
    timeoutMs: spec.timeoutSeconds * 1000,
    passEnv: spec.passEnv,
    setEnv: spec.setEnv,
  };
}
