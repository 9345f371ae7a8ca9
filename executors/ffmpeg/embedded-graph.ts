import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { markOf, markTags } from './animatic-mark.ts';
import { inputArgs } from './input.ts';
import { pngText, withPngText } from './png-text.ts';
import { probe } from './probe.ts';
import { runFfmpeg, runFfprobe } from './run.ts';

/** The metadata tag of a downloaded film or picture that carries the graph which made it. */
const graphTag = 'filmloom_graph';

type EmbedJob = {
  readonly file: string;
  readonly graph: unknown;
  readonly title: string;
  readonly comment: string;
  readonly folder: string;
  readonly signal: AbortSignal;
};

/** Whether a file of this MIME type can carry a graph. */
export function carriesGraph(media: string | undefined): boolean {
  return media === 'video/mp4' || media === 'image/png';
}

/**
 * Copies an MP4 or PNG without re-encoding and writes the graph that made it into its metadata. Answers with the new file
 * inside `folder`. Stored files never carry a graph: their bytes are their identity.
 */
export async function embedGraph({ file, graph, title, comment, folder, signal }: EmbedJob): Promise<string> {
  const { format, tags: own } = await probe(file, signal);
  if (format === 'png_pipe') return embedInPng(file, graph, folder);
  const tags = join(folder, 'tags.txt');
  const out = join(folder, 'with-graph.mp4');
  await writeFile(tags, metadataFile({ ...markTags(markOf(own)), title, comment, [graphTag]: JSON.stringify(graph) }));
  const args = [...inputArgs(file, format), '-f', 'ffmetadata', '-i', `file:${tags}`, '-map', '0', '-map_metadata', '1', '-c', 'copy'];
  await runFfmpeg({ args: [...args, '-movflags', '+faststart+use_metadata_tags', '-fflags', '+bitexact', `file:${out}`], folder, signal });
  return out;
}

async function embedInPng(file: string, graph: unknown, folder: string): Promise<string> {
  const out = join(folder, 'with-graph.png');
  await writeFile(out, withPngText(await readFile(file), graphTag, JSON.stringify(graph)));
  return out;
}

/** The graph inside a film or picture, as text, or undefined where there is none. */
export async function readEmbeddedGraph(file: string, folder: string, signal: AbortSignal): Promise<string | undefined> {
  const { format } = await probe(file, signal);
  if (format === 'png_pipe') return pngText(await readFile(file), graphTag);
  const { stdout } = await runFfprobe({
    args: [...inputArgs(file, format), '-show_entries', 'format_tags', '-of', 'json'],
    folder,
    signal,
  });
  const { format: found } = JSON.parse(stdout.toString('utf8')) as { format?: { tags?: Record<string, string> } };
  return found?.tags?.[graphTag];
}

/** The syntax of ffmpeg's metadata files: `=`, `;`, `#`, `\` and line breaks are escaped. */
function metadataFile(tags: Readonly<Record<string, string>>): string {
  const lines = Object.entries(tags).map(([key, value]) => `${key}=${value.replace(/[=;#\\\n]/g, (character) => `\\${character}`)}`);
  return `;FFMETADATA1\n${lines.join('\n')}\n`;
}
