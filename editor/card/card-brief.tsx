import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import { previewKind } from '../canvas/card-size.ts';
import { useFarLetterSize } from '../canvas/detail.ts';
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
  problem: 'var(--waiting)',
  'awaiting-person': 'var(--waiting)',
};

/** A card seen from far away: its title, its picture and its state, large enough to read. */
export function CardBrief(props: Props) {
  return (
    <div className="absolute inset-0 flex flex-col overflow-hidden rounded-[9px] bg-card" data-brief>
      {props.detail === 'brief' ? <Brief {...props} /> : <Block {...props} />}
    </div>
  );
}

function Brief({ id, title, icon, run, state, words, node, definition }: Props) {
  const Icon = iconOf(icon);
  const size = useFarLetterSize();
  // words that are the whole node are its picture
  const text = previewKind(definition) ? undefined : node.params?.text;
  return (
    <>
      <div className="flex shrink-0 items-center gap-2.5 px-4 pt-3 pb-2.5">
        <Icon size={size} strokeWidth={1.75} className="shrink-0 text-muted" aria-hidden />
        <span className="line-clamp-2 min-w-0 font-medium leading-[1.15]" style={{ fontSize: size }}>
          {title}
        </span>
      </div>
      <div className="min-h-0 flex-1 pb-3">
        {typeof text === 'string' ? (
          <p className="line-clamp-2 px-4 text-muted leading-snug" style={{ fontSize: size * 0.85 }}>
            {text}
          </p>
        ) : (
          <Preview id={id} node={node} definition={definition} run={run} still />
        )}
      </div>
      {state !== 'idle' && (
        <div className="shrink-0 px-4 pb-3 [&>span]:gap-[0.35em] [&>span]:text-[1em] [&_svg]:size-[1em]" style={{ fontSize: size * 0.85 }}>
          <StateSign state={state} words={words} />
        </div>
      )}
    </>
  );
}

function Block({ title, state }: Props) {
  const size = useFarLetterSize();
  return (
    <>
      <span className="absolute inset-y-0 left-0 w-3.5" style={{ background: colours[state] ?? 'var(--line-strong)' }} />
      <span
        className="m-auto max-h-full overflow-hidden break-words pr-3 pl-6 text-center font-medium leading-[1.1]"
        style={{ fontSize: size }}
      >
        {title}
      </span>
    </>
  );
}
