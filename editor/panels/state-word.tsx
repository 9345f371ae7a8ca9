import { Ban, CircleAlert, CircleCheck, CirclePause, CircleSlash, Clock, type LucideIcon, Recycle, Square } from 'lucide-react';
import type { RunState, StepState } from '#server/contract/runs.ts';
import { classes } from '../ui/classes.ts';
import { Spinner } from '../ui/spinner.tsx';

type State = RunState | StepState;
type Look = { word: string; icon?: LucideIcon; colour: string };

const looks: Readonly<Record<State, Look>> = {
  waiting: { word: 'waiting', icon: Clock, colour: 'text-faint' },
  ready: { word: 'ready', icon: Clock, colour: 'text-muted' },
  queued: { word: 'queued', icon: Clock, colour: 'text-muted' },
  running: { word: 'running', colour: 'text-running' },
  paused: { word: 'paused', icon: CirclePause, colour: 'text-muted' },
  'awaiting-person': { word: 'waits for you', icon: CirclePause, colour: 'text-waiting' },
  done: { word: 'done', icon: CircleCheck, colour: 'text-done' },
  cached: { word: 'reused, free', icon: Recycle, colour: 'text-done' },
  failed: { word: 'failed', icon: CircleAlert, colour: 'text-failed' },
  skipped: { word: 'skipped', icon: CircleSlash, colour: 'text-faint' },
  cancelled: { word: 'stopped', icon: Square, colour: 'text-muted' },
};

/** A state as a sign and a word, never as a colour alone. */
export function StateWord({ state }: { state: State }) {
  const { word, icon: Icon = state === 'running' ? undefined : Ban, colour } = looks[state];
  return (
    <span className={classes('inline-flex items-center gap-1.5 whitespace-nowrap align-middle text-[12px]', colour)}>
      {Icon ? <Icon aria-hidden size={14} /> : <Spinner size={13} />}
      {word}
    </span>
  );
}
