import { glob, lstat, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { StepError } from '#executors/errors.ts';
import { parseCaptions } from '#nodes/captions-format.ts';
import type { ValueKind } from '#nodes/ports.ts';
import { kindOf, type StepKind } from '#nodes/steps.ts';

/** Where a program leaves an output: a fixed name, or a pattern, both inside its folder. */
export type ResultRule = { readonly file: string } | { readonly glob: string };

/** What a program has made, by output of the step. Throws StepError where something is missing: an exit code proves nothing. */
export async function toolResults(
  kind: StepKind,
  rules: Readonly<Record<string, ResultRule>>,
  folder: string,
): Promise<Record<string, unknown>> {
  const gives: Record<string, unknown> = {};
  for (const [name, port] of Object.entries(kindOf(kind).gives)) {
    const rule = rules[name];
    if (!rule) throw failed(`agent.yaml says not where its ${name} is`);
    const files = await filesOf(rule, folder);
    if (files.length === 0) throw failed(`it left no ${name} (${'file' in rule ? rule.file : rule.glob})`);
    if (port.count !== 'many' && files.length > 1) throw failed(`it left ${files.length} files for its ${name}, and one is needed`);
    const list = await Promise.all(files.map((file) => given(port.kind, file)));
    gives[name] = port.count === 'many' ? list : list[0];
  }
  return gives;
}

async function filesOf(rule: ResultRule, folder: string): Promise<string[]> {
  const names: string[] = [];
  if ('file' in rule) names.push(rule.file);
  else for await (const name of glob(rule.glob, { cwd: folder })) names.push(name);
  names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const root = (await realpath(folder)) + sep;
  const files: string[] = [];
  for (const name of names) {
    const file = join(folder, name);
    const found = await lstat(file).catch(() => undefined);
    // A link could lead to any file of this machine.
    if (found?.isFile() && found.size > 0 && (await realpath(file)).startsWith(root)) files.push(file);
  }
  return files;
}

async function given(kind: ValueKind, file: string): Promise<unknown> {
  if (kind === 'image' || kind === 'video' || kind === 'audio') return { file };
  const text = (await readFile(file, 'utf8')).trim();
  if (kind === 'text') return { value: text };
  if (kind === 'captions') return { value: parseCaptions(text) };
  throw failed(`a ${kind} cannot be read from a file`);
}

function failed(why: string): StepError {
  return new StepError('TOOL_FAILED', `The program ended without its result: ${why}. Look into the runner on the agent.`);
}
