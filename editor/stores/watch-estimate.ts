import type { Graph } from '#graphs/document.ts';
import { api } from '../server/api.ts';
import { ApiError, sentenceOf } from '../server/api-error.ts';
import { useDocument } from './document.ts';
import { useEstimate } from './estimate.ts';
import { writeGraph } from './graph-json.ts';
import { useRun } from './run.ts';
import { isLive } from './run-state.ts';

const quietMs = 350;

/** What a price depends on; moving, naming and folding nodes changes none of it. */
function priced(graph: Graph): string {
  const nodes = Object.entries(graph.nodes).map(([id, { type, params, elements, bypass }]) => [id, type, params, elements, bypass]);
  return JSON.stringify([nodes, graph.edges, graph.settings, graph.inputs]);
}

/** Keeps the estimate of the open document up to date. Returns how to stop. */
export function watchEstimate(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;
  let known = '';

  const ask = async (graph: Graph): Promise<void> => {
    asked?.abort();
    const controller = new AbortController();
    asked = controller;
    try {
      const estimate = await api.estimate(writeGraph(graph), controller.signal);
      if (!controller.signal.aborted) useEstimate.getState().setEstimate(estimate);
    } catch (error) {
      if (controller.signal.aborted) return;
      known = '';
      useEstimate.getState().setFailure(sentenceOf(error), error instanceof ApiError ? error.problems : []);
      // nothing answers: the price is asked again until the server is back
      if (!(error instanceof ApiError)) timer = setTimeout(() => changed(true), 4000);
    }
  };

  const changed = (again = false): void => {
    const { graph, graphId } = useDocument.getState();
    if (graphId === null) return;
    const now = priced(graph);
    if (now === known && !again) return;
    known = now;
    useEstimate.getState().setStale();
    clearTimeout(timer);
    timer = setTimeout(() => void ask(graph), quietMs);
  };

  const stopDocument = useDocument.subscribe((state, before) => {
    if (state.graphId !== before.graphId) useEstimate.getState().clear();
    if (state.graph !== before.graph || state.graphId !== before.graphId) changed();
  });
  // what a run has made costs nothing the next time
  const stopRun = useRun.subscribe((state, before) => {
    if (before.run && isLive(before.run.state) && state.run && !isLive(state.run.state)) changed(true);
  });
  changed();
  return () => {
    stopDocument();
    stopRun();
    clearTimeout(timer);
    asked?.abort();
  };
}
