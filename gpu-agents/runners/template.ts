import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssetFiles } from '#executors/assets.ts';
import { StepError } from '#executors/errors.ts';
import type { Item } from '#nodes/items.ts';
import type { RunnerJob } from './contract.ts';

/** An argument, or arguments that are only there where the step has a value (`when: reads.first`). */
export type ArgTemplate = string | { readonly when: string; readonly args: readonly string[] };

type Place = { readonly job: RunnerJob; readonly files: AssetFiles; readonly folder: string };

const placeholder = /\{((?:file:)?[a-z]+(?:\.[\w-]+)*)\}/gi;
const roots = ['params', 'reads', 'take', 'gpus', 'out'];

/** What is wrong with a template, or nothing. */
export function templateProblem(template: readonly ArgTemplate[]): string | undefined {
  for (const text of template.flatMap((one) => (typeof one === 'string' ? [one] : [`{${one.when}}`, ...one.args])))
    for (const [, path = ''] of text.matchAll(placeholder)) {
      const root = path.replace(/^file:/, '').split('.')[0] ?? '';
      if (!roots.includes(root)) return `{${path}} is not known; it begins with one of ${roots.join(', ')}`;
    }
  return undefined;
}

/**
 * Arguments for one job: `{params.width}`, `{reads.first}` (a file, a text or a number), `{reads.shot.prompt}`,
 * `{file:reads.prompt}` (the value written to a file), `{take}`, `{gpus}` (how many), `{out}` (the folder for results). An
 * argument that is nothing but a list becomes as many arguments. Every argument reaches the program as it is: no shell.
 */
export async function fillTemplate(template: readonly ArgTemplate[], place: Place): Promise<string[]> {
  const args: string[] = [];
  for (const one of template) {
    if (typeof one === 'string') args.push(...(await fill(one, place)));
    else if ((await valuesAt(one.when, place)).length > 0) for (const text of one.args) args.push(...(await fill(text, place)));
  }
  return args;
}

async function fill(text: string, place: Place): Promise<string[]> {
  const whole = /^\{([^{}]+)\}$/.exec(text)?.[1];
  if (whole !== undefined) {
    const values = await valuesAt(whole, place);
    if (values.length === 0) throw lacking(whole);
    return values.map(clean);
  }
  let filled = '';
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    const [value, ...more] = await valuesAt(match[1] as string, place);
    if (value === undefined) throw lacking(match[1] as string);
    if (more.length > 0) throw new StepError('INPUT_INVALID', `{${match[1]}} is a list; it must be an argument of its own in agent.yaml.`);
    filled += text.slice(end, match.index) + value;
    end = match.index + match[0].length;
  }
  return [clean(filled + text.slice(end))];
}

async function valuesAt(path: string, place: Place): Promise<string[]> {
  if (path.startsWith('file:')) {
    const rest = path.slice('file:'.length);
    return Promise.all((await valuesAt(rest, place)).map((value, index) => written(value, `${rest}-${index}.txt`, place)));
  }
  const [root = '', name = '', ...rest] = path.split('.');
  const { job, files, folder } = place;
  if (root === 'take') return [String(job.take)];
  if (root === 'gpus') return [String(job.gpus.length)];
  if (root === 'out') return [folder];
  if (root === 'params') return texts(dig(job.params[name], rest));
  const read = job.reads[name];
  const items = read === undefined ? [] : ([read].flat() as Item[]);
  const one = async (item: Item) => (item.value === undefined ? [await files.path(item.hash)] : texts(dig(item.value, rest)));
  return (await Promise.all(items.map(one))).flat();
}

function dig(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null | undefined)?.[name], value);
}

function texts(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(texts);
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)];
}

async function written(value: string, name: string, { folder }: Place): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, value, { mode: 0o600 });
  return file;
}

/** A zero byte would end an argument early. */
function clean(text: string): string {
  if (text.includes('\0')) throw new StepError('INPUT_INVALID', 'A text with a zero byte in it cannot be given to a program. Remove it.');
  return text;
}

function lacking(path: string): StepError {
  return new StepError(
    'INPUT_INVALID',
    `The runner needs {${path}}, and this step has no such value. Connect it, or choose another model.`,
  );
}
