import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SettingError } from './setting-error.ts';

const fileName = 'filmloom.yaml';

/** The settings of a folder's `filmloom.yaml` as texts, or nothing where there is none. Throws `SettingError`. */
export function readSettingsFile(folder: string, names: readonly string[]): Record<string, string> {
  const content = load(join(folder, fileName));
  if (content === undefined || content === null) return {};
  if (typeof content !== 'object' || Array.isArray(content)) throw new SettingError(fileName, 'takes lines such as FILMLOOM_PORT: 4401.');
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [name, textOf(name, value, names)]));
}

function load(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw new SettingError(fileName, `${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  try {
    return parse(text);
  } catch (error) {
    throw new SettingError(fileName, `${path} is not valid YAML: ${(error as Error).message.split('\n')[0]}`);
  }
}

function textOf(name: string, value: unknown, names: readonly string[]): string {
  if (!names.includes(name)) throw new SettingError(name, `${fileName} has no such setting. The settings are ${names.join(', ')}.`);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new SettingError(name, `takes one value in ${fileName}, not a list or a table.`);
}
