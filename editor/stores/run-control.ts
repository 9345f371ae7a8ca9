import { toast } from 'sonner';
import { api } from '../server/api.ts';
import { sentenceOf } from '../server/api-error.ts';
import { useDocument } from './document.ts';
import { followRun } from './follow-run.ts';
import { writeGraph } from './graph-json.ts';
import { useRun } from './run.ts';
import { isLive } from './run-state.ts';
import { saveNow } from './session.ts';
import { useView } from './view.ts';

/** Starts the open graph, or only what some of its nodes need. Says in words why it could not. */
export async function startRun(only?: string[]): Promise<void> {
  const { asking, setAsking } = useRun.getState();
  if (asking) return;
  setAsking('start');
  try {
    if (!(await saveNow())) throw new Error('The graph could not be saved, so it was not started. Try again in a moment.');
    const { graphId } = useDocument.getState();
    if (!graphId) return;
    const run = await api.startRun({ graphId, ...(only && { only }) }, crypto.randomUUID());
    followRun(run.id);
    useView.getState().set({ dock: true });
  } catch (error) {
    toast.error(sentenceOf(error));
  } finally {
    useRun.getState().setAsking(null);
  }
}

/** Stops, pauses or resumes the run on the screen. */
export async function controlRun(act: 'cancel' | 'pause' | 'resume'): Promise<void> {
  const { run, asking, setAsking } = useRun.getState();
  if (!run || asking) return;
  setAsking(act);
  await api.control(run.id, act).catch((error: unknown) => toast.error(sentenceOf(error)));
  useRun.getState().setAsking(null);
}

/** Runs again what failed at a node, with the graph as it is now. */
export async function retryNode(node: string, elements?: string[]): Promise<void> {
  const { run } = useRun.getState();
  if (!run) return;
  const graph = writeGraph(useDocument.getState().graph);
  try {
    if (isLive(run.state) && JSON.stringify(graph) !== JSON.stringify(run.graph)) await api.amend(run.id, graph);
    await api.retry(run.id, node, elements ? { elements } : {});
    followRun(run.id);
  } catch (error) {
    toast.error(sentenceOf(error));
  }
}

/** Answers a question that a run waits for. */
export async function decideStep(step: string, choice: string): Promise<void> {
  const { run } = useRun.getState();
  if (!run) return;
  await api.decide(run.id, step, { choice }).catch((error: unknown) => toast.error(sentenceOf(error)));
}
