import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The installation's folder. */
export const root = join(import.meta.dirname, '../..');

const ignored = new Set(['node_modules', '.git', '.tools', 'data', 'dist', 'out', 'coverage']);
const binary = /\.(png|jpe?g|webp|gif|mp4|wav|flac|mp3|ttf|otf|woff2?|ico)$/;

/** Every text file of the project, by its path from the root. */
export function textFiles(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (ignored.has(entry.name) || binary.test(entry.name) || entry.name.endsWith('.log')) return [];
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    return entry.isDirectory() ? textFiles(path) : [path];
  });
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export type Manifest = { license: string; dependencies?: Record<string, string>; devDependencies?: Record<string, string> };

/** The packages package.json names, with the licence each one states. */
export function directPackages(): { name: string; licence: string }[] {
  const manifest = JSON.parse(read('package.json')) as Manifest;
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).sort();
  return names.map((name) => ({ name, licence: (JSON.parse(read(`node_modules/${name}/package.json`)) as Manifest).license }));
}
