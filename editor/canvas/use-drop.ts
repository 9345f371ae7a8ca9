import type { DragEvent } from 'react';
import { toast } from 'sonner';
import { navigate } from 'wouter/use-browser-location';
import { nodeTypes } from '#nodes/index.ts';
import { api } from '../server/api.ts';
import { sentenceOf } from '../server/api-error.ts';
import { graphInside, mayCarryGraph } from '../server/embedded-graph.ts';
import { uploadFile } from '../server/upload.ts';
import { useDocument } from '../stores/document.ts';
import type { Point } from '../stores/edits.ts';
import { readGraph, writeGraph } from '../stores/graph-json.ts';
import { addNode } from '../stores/new-node.ts';
import { useView } from '../stores/view.ts';
import { cardWidth } from './card-size.ts';
import { askAboutGraph } from './graph-offer.tsx';
import { canvas } from './instance.ts';

/** The data type under which the library drags a node type onto the canvas. */
export const nodeTypeDrag = 'application/x-filmloom-node-type';

const mediaNodes: Readonly<Record<string, string>> = { image: 'image', video: 'video', audio: 'audio', captions: 'captions-file' };

/** Takes files and node types dropped on the canvas. */
export function useDrop() {
  return {
    onDragOver(event: DragEvent): void {
      const { types } = event.dataTransfer;
      if (!types.includes('Files') && !types.includes(nodeTypeDrag)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    onDrop(event: DragEvent): void {
      const at = canvas()?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      if (!at) return;
      event.preventDefault();
      const type = event.dataTransfer.getData(nodeTypeDrag);
      if (nodeTypes.has(type)) place(type, [at.x - cardWidth / 2, at.y - 20]);
      [...event.dataTransfer.files].forEach((file, index) => void take(file, [at.x + index * 32, at.y + index * 32]));
    },
  };
}

function place(type: string, at: Point, params?: Record<string, unknown>): void {
  const { graph, apply } = useDocument.getState();
  const { id, edit } = addNode(graph, type, at, params);
  apply(edit);
  useView.getState().select([id]);
}

async function take(file: File, at: Point): Promise<void> {
  const work = file.name.toLowerCase().endsWith('.json') ? importGraph(file) : mayCarryGraph(file) ? takeFilm(file, at) : upload(file, at);
  await work.catch((error: unknown) => void toast.error(`${file.name}: ${refusalOf(error)}`));
}

function refusalOf(error: unknown): string {
  return error instanceof SyntaxError ? 'this file is not JSON, so it holds no graph.' : sentenceOf(error);
}

/** A graph becomes a graph of its own, never a change of the one that is open. */
async function importGraph(file: File): Promise<void> {
  const json: unknown = JSON.parse(await file.text());
  const read = readGraph(json);
  if ('reason' in read) throw new Error(read.reason);
  const { id } = await api.createGraph(writeGraph(read.graph));
  toast.success(`“${read.graph.name ?? file.name}” was imported.`, {
    action: { label: 'Open it', onClick: () => location.assign(`/graphs/${id}`) },
  });
}

/** A film that carries its graph is asked about first; any other becomes a node. */
async function takeFilm(file: File, at: Point): Promise<void> {
  const note = toast.loading(`Looking into ${file.name} …`);
  const read = await graphInside(file).finally(() => toast.dismiss(note));
  if ('reason' in read) return upload(file, at);
  const choice = await askAboutGraph(file.name, read.graph.name ?? 'Untitled');
  if (choice === 'video') return upload(file, at);
  if (choice === 'graph') navigate(`/graphs/${(await api.createGraph(writeGraph(read.graph))).id}`);
}

async function upload(file: File, at: Point): Promise<void> {
  const { graphId } = useDocument.getState();
  const note = toast.loading(`Uploading ${file.name} …`);
  try {
    const asset = await uploadFile(file);
    const type = mediaNodes[asset.kind];
    if (!type || !nodeTypes.has(type)) throw new Error('Drop a picture, a video, a sound or captions.');
    if (useDocument.getState().graphId === graphId) place(type, at, { asset: asset.id });
  } finally {
    toast.dismiss(note);
  }
}
