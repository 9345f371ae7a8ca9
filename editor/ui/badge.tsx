import type { ReactNode } from 'react';
import { classes } from './classes.ts';

const tones = {
  plain: 'text-muted',
  running: 'text-running',
  done: 'text-done',
  failed: 'text-failed',
  waiting: 'text-waiting',
};

/** A word or figure set apart. Colour stands for a state only, and the word always names it. */
export function Badge({ tone = 'plain', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={classes(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-full border border-line bg-well px-2 text-[11px] font-medium',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
