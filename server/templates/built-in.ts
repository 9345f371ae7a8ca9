import { readdir, readFile } from 'node:fs/promises';
import type { TemplateView } from '#server/contract/library.ts';

const folder = new URL('../../graphs/templates/', import.meta.url);
let known: Promise<readonly TemplateView[]> | undefined;

/** The templates that come with Filmloom, read once. Their ids are their file names. */
export function builtInTemplates(): Promise<readonly TemplateView[]> {
  known ??= load();
  return known;
}

async function load(): Promise<readonly TemplateView[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return await Promise.all(
    files.map(async (file) => templateOf(file.slice(0, -'.json'.length), await readFile(new URL(file, folder), 'utf8'))),
  );
}

type Document = { name?: string; description?: string; nodes: Record<string, unknown> };

function templateOf(id: string, text: string): TemplateView {
  const graph = JSON.parse(text) as Document;
  const { name = id, description = '', nodes } = graph;
  return { id, name, description, nodes: Object.keys(nodes).length, builtIn: true, graph };
}
