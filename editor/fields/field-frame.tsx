import { RotateCcw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SeenProblem } from '../stores/estimate.ts';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';

export type FieldFrameProps = {
  id: string;
  label: string;
  help?: string;
  problem?: SeenProblem;
  compact: boolean;
  /** The control takes the whole width, with its label above it or to itself. */
  wide: boolean;
  /** Something is set, and what to do to take it back. */
  onReset?: () => void;
  children: ReactNode;
};

const tone = (problem: SeenProblem): string => (problem.severity === 'error' ? 'text-failed' : 'text-waiting');

/** The words around a control: label, help, what is wrong, and the way back to the default. */
export function FieldFrame(props: FieldFrameProps) {
  return props.compact ? <CompactFrame {...props} /> : <FullFrame {...props} />;
}

function FullFrame({ id, label, help, problem, onReset, children }: FieldFrameProps) {
  return (
    <div className="group/field">
      <div className="flex h-6 items-center gap-1">
        <label htmlFor={id} className="min-w-0 truncate text-[12px] font-medium text-muted">
          {label}
        </label>
        {onReset && (
          <IconButton
            icon={RotateCcw}
            label={`Back to the default: ${label}`}
            small
            onClick={onReset}
            className="ml-auto opacity-0 transition-opacity duration-120 focus-visible:opacity-100 group-focus-within/field:opacity-100 group-hover/field:opacity-100"
          />
        )}
      </div>
      {children}
      {help && (
        <p id={`${id}-help`} className="mt-1 text-[12px] leading-4 text-faint text-pretty">
          {help}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} className={classes('mt-1 flex gap-1.5 text-[12px] leading-4', tone(problem))}>
          <TriangleAlert aria-hidden size={13} className="mt-px shrink-0" />
          {problem.message}
        </p>
      )}
    </div>
  );
}

/** A card keeps its height when something goes wrong: the control turns red and says why when it is asked. */
function CompactFrame({ id, label, problem, wide, children }: FieldFrameProps) {
  const sign = problem && (
    <Tooltip label={problem.message} side="top">
      <span id={`${id}-problem`} className={classes('inline-grid h-5 w-5 shrink-0 place-items-center', tone(problem))}>
        <TriangleAlert aria-hidden size={13} />
        <span className="sr-only">{problem.message}</span>
      </span>
    </Tooltip>
  );
  if (wide) {
    return (
      <div className="nodrag nopan relative">
        {children}
        {sign && <span className="absolute top-1 right-1">{sign}</span>}
      </div>
    );
  }
  return (
    <div className="nodrag nopan grid grid-cols-[96px_minmax(0,1fr)] items-center gap-2">
      <span className="flex min-w-0 items-center gap-0.5">
        <label htmlFor={id} className="min-w-0 truncate text-[12px] text-muted">
          {label}
        </label>
        {sign}
      </span>
      {children}
    </div>
  );
}
