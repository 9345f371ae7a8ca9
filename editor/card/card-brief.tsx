import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import type { NodeRun } from '../stores/run-state.ts';
import type { CardState } from './card-state.ts';
import { iconOf } from './icons.ts';
import { Preview } from './preview.tsx';
import { StateSign } from './state-sign.tsx';

type Props = {
  id: string;
  title: string;
  icon: string;
  detail: 'brief' | 'block';
  run: NodeRun | undefined;
  state: CardState;
  words: string;
  node: GraphNode;
  definition: NodeDef;
};

const colours: Readonly<Partial<Record<CardState, string>>> = {
  running: 'var(--running)',
  done: 'var(--done)',
  cached: 'var(--done)',
  failed: 'var(--failed)',
  'awaiting-person': 'var(--waiting)',
};

/** A card seen from far away: its title, its picture and its state, large enough to read. */
export function CardBrief({ id, title, icon, detail, run, state, words, node, definition }: Props) {
  const Icon = iconOf(icon);
  return (
    <div className="absolute inset-0 flex flex-col overflow-hidden rounded-[9px] bg-card" data-brief>
      {detail === 'brief' && (
        <>
          <div className="flex items-center gap-2.5 px-4 pt-3 pb-2">
            <Icon size={24} strokeWidth={1.75} className="shrink-0 text-muted" aria-hidden />
            <span className="min-w-0 truncate font-medium text-[22px]">{title}</span>
          </div>
          <div className="min-h-0 flex-1">
            <Preview id={id} node={node} definition={definition} run={run} still />
          </div>
          <div className="origin-left scale-[1.7] px-3 pt-1 pb-4 empty:hidden">
            <StateSign state={state} words={words} />
          </div>
        </>
      )}
      {detail === 'block' && (
        <>
          <span className="absolute inset-y-0 left-0 w-3" style={{ background: colours[state] ?? 'var(--line-strong)' }} />
          <span className="m-auto max-h-full overflow-hidden px-8 text-center font-medium text-[44px] leading-tight">{title}</span>
        </>
      )}
    </div>
  );
}
