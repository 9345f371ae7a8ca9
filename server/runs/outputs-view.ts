import { endingOf } from '#executors/ffmpeg/media-type.ts';
import { splitPort } from '#graphs/document.ts';
import type { Run } from '#graphs/run.ts';
import { nodeTypes } from '#nodes/index.ts';
import type { OutputItem, RunOutput } from '#server/contract/runs.ts';
import { elementsOf } from './views.ts';

/** The order in which people look for what was made: the film first. */
const kindOrder: readonly OutputItem['kind'][] = ['video', 'captions', 'image', 'audio', 'text', 'shot', 'number'];
const delivered: ReadonlySet<string> = new Set(['video', 'captions', 'image', 'audio']);

/**
 * What a run delivers, each with a file name: every output of a node that nobody reads, the film where it is read on, and
 * the captions beside it.
 */
export function outputsView(runId: string, run: Run): RunOutput[] {
  const read = new Set(run.graph.edges.map(({ from }) => from));
  const outputs: (RunOutput & { final: boolean; at: number })[] = [];
  for (const [port, value] of run.outputs) {
    const [node, name] = splitPort(port);
    const graphNode = run.graph.nodes[node];
    const definition = nodeTypes.get(graphNode?.type ?? '');
    const group = definition?.group;
    const final = !read.has(port);
    const worthwhile = final ? group !== 'in' : group === 'finish' || name === 'captions';
    if (!worthwhile || !definition) continue;
    const elements = elementsOf(run, value).filter(({ kind }) => delivered.has(kind));
    for (const element of elements) {
      const file = fileName(node, name, element, elements.length);
      const downloadUrl = `/api/v1/runs/${runId}/files/${encodeURIComponent(file)}`;
      outputs.push({ node, port: name, title: graphNode?.title ?? definition.title, fileName: file, downloadUrl, ...element, final });
    }
  }
  const place = ({ kind, final, node }: (typeof outputs)[number]): number =>
    kindOrder.indexOf(kind) * 10 + (run.graph.nodes[node]?.type === 'concat' ? 0 : final ? 2 : 1);
  return outputs.sort((a, b) => place(a) - place(b)).map(({ final: _, at: __, ...output }) => output);
}

/** `film.mp4`, `social-tiktok.mp4`, `voice-captions.srt`: from the ids of the graph, so that scripts find them again. */
function fileName(node: string, port: string, { kind, key, media = '' }: OutputItem, count: number): string {
  const ending = kind === 'captions' ? 'srt' : endingOf(media);
  const part = kind === 'captions' && port === 'captions' && node !== 'captions' ? '-captions' : port === 'thumbnails' ? '-thumbnail' : '';
  const element = count > 1 || !/^\d+$/.test(key) ? `-${key.replace(/[^\p{L}\p{N}._-]/gu, '_')}` : '';
  return `${node}${element}${part}.${ending}`;
}
