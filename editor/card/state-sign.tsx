import {
  Ban,
  CircleAlert,
  CircleCheck,
  CirclePause,
  CircleSlash,
  Clock,
  type LucideIcon,
  Recycle,
  Square,
  TriangleAlert,
} from 'lucide-react';
import type { CardState } from './card-state.ts';

const signs: Readonly<Partial<Record<CardState, { icon: LucideIcon; colour: string }>>> = {
  problem: { icon: TriangleAlert, colour: 'text-waiting' },
  waiting: { icon: Clock, colour: 'text-faint' },
  queued: { icon: Clock, colour: 'text-muted' },
  'awaiting-person': { icon: CirclePause, colour: 'text-waiting' },
  done: { icon: CircleCheck, colour: 'text-done' },
  cached: { icon: Recycle, colour: 'text-done' },
  failed: { icon: CircleAlert, colour: 'text-failed' },
  skipped: { icon: CircleSlash, colour: 'text-faint' },
  cancelled: { icon: Square, colour: 'text-faint' },
  bypassed: { icon: Ban, colour: 'text-muted' },
};

/** The state of a node: a sign and a word, never colour alone. */
export function StateSign({ state, words }: { state: CardState; words: string }) {
  if (state === 'idle') return null;
  const { icon: Icon, colour } = signs[state] ?? { icon: null, colour: 'text-running' };
  return (
    <span className={`flex shrink-0 items-center gap-1 text-xs ${colour}`}>
      {Icon ? <Icon size={14} aria-hidden /> : <Spinner />}
      {words}
    </span>
  );
}

function Spinner() {
  return (
    <span
      className="size-3 animate-spin rounded-full border-[1.5px] border-current border-t-transparent motion-reduce:animate-none"
      aria-hidden
    />
  );
}
