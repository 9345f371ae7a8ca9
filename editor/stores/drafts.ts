import type { Graph } from '#graphs/document.ts';
import { readGraph, writeGraph } from './graph-json.ts';

/** Work that the server does not hold yet, kept in this browser in case the page goes away. */
export type Draft = { readonly key: string; readonly graph: Graph; readonly revision: number; readonly at: number };

const prefix = (graphId: string): string => `filmloom.draft.${graphId}.`;
const tab = crypto.randomUUID();
let holding: string | undefined;

/** Tells other tabs that the draft of this tab belongs to somebody who is still at work. */
function hold(key: string): void {
  if (holding === key) return;
  holding = key;
  navigator.locks?.request(key, { ifAvailable: true }, () => new Promise<void>(() => {})).catch(() => {});
}

/** Keeps the document in this browser. A browser that forbids storage keeps nothing: the page still asks before it closes. */
export function keepDraft(graphId: string, graph: Graph, revision: number): void {
  const key = prefix(graphId) + tab;
  hold(key);
  try {
    localStorage.setItem(key, JSON.stringify({ graph: writeGraph(graph), revision, at: Date.now() }));
  } catch {
    // full or forbidden
  }
}

export function dropDraft(graphId: string): void {
  removeDraft(prefix(graphId) + tab);
}

export function removeDraft(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // forbidden: there is no draft either
  }
}

/** The newest draft of a graph whose tab is gone. */
export async function orphanDraft(graphId: string): Promise<Draft | undefined> {
  const held = new Set(((await navigator.locks?.query())?.held ?? []).map((lock) => lock.name));
  const keys = storedKeys().filter((key) => key.startsWith(prefix(graphId)) && !held.has(key));
  const drafts = keys.flatMap((key) => readDraft(key) ?? []);
  return drafts.sort((a, b) => b.at - a.at)[0];
}

function storedKeys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function readDraft(key: string): Draft | undefined {
  try {
    const {
      graph: json,
      revision,
      at,
    } = JSON.parse(localStorage.getItem(key) ?? '') as { graph?: unknown; revision?: unknown; at?: unknown };
    const read = readGraph(json);
    if ('graph' in read && typeof revision === 'number' && typeof at === 'number') return { key, graph: read.graph, revision, at };
  } catch {
    // not ours, or cut short
  }
  return undefined;
}
