import { Pause, Play, Save, Square, StepForward } from 'lucide-react';
import { useDocument } from '../stores/document.ts';
import { useEstimate } from '../stores/estimate.ts';
import { useRun } from '../stores/run.ts';
import { controlRun, startRun } from '../stores/run-control.ts';
import { isLive } from '../stores/run-state.ts';
import { saveNow } from '../stores/session.ts';
import { useView } from '../stores/view.ts';
import type { Command } from './command.ts';

/** True, or why the graph cannot be run now. */
export function whyNotRun(): true | string {
  const { run, asking } = useRun.getState();
  if (asking === 'start') return 'The run is being started.';
  if (run && isLive(run.state)) return 'This graph is running.';
  if (Object.keys(useDocument.getState().graph.nodes).length === 0) return 'Add a node first.';
  const { problems, failure } = useEstimate.getState();
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors[0])
    return errors.length === 1 ? errors[0].message : `${errors.length} problems stand in the way. The first: ${errors[0].message}`;
  return failure ?? true;
}

const live = (): true | string => {
  const { run } = useRun.getState();
  return (run !== null && isLive(run.state)) || 'Nothing is running.';
};

export const runCommands: readonly Command[] = [
  { name: 'run', label: 'Run', group: 'Run', icon: Play, keys: ['Mod+Enter'], inFields: true, enabled: whyNotRun, run: () => startRun() },
  {
    name: 'run-to-here',
    label: 'Run only to the selection',
    group: 'Run',
    icon: StepForward,
    keys: [],
    enabled: () => (useView.getState().selected.size > 0 ? whyNotRun() : 'Select a node first.'),
    run: () => startRun([...useView.getState().selected]),
  },
  {
    name: 'stop',
    label: 'Stop the run',
    group: 'Run',
    icon: Square,
    keys: ['Mod+Alt+Enter'],
    inFields: true,
    enabled: live,
    run: () => controlRun('cancel'),
  },
  {
    name: 'pause',
    label: 'Pause or go on',
    group: 'Run',
    icon: Pause,
    keys: [],
    enabled: live,
    run: () => controlRun(useRun.getState().run?.state === 'paused' ? 'resume' : 'pause'),
  },
  {
    name: 'save',
    label: 'Save now',
    group: 'Graph',
    icon: Save,
    keys: ['Mod+S'],
    inFields: true,
    async run() {
      await saveNow();
    },
  },
];
