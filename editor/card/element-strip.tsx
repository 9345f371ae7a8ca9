import type { StepState } from '#server/contract/runs.ts';
import type { NodeRun } from '../stores/run-state.ts';
import { useView } from '../stores/view.ts';
import { elementWords } from '../words/element.ts';
import { type ElementView, elementsOf } from './elements.ts';

const colours: Readonly<Record<StepState, string>> = {
  waiting: 'var(--line)',
  ready: 'var(--line-strong)',
  queued: 'var(--line-strong)',
  running: 'var(--running)',
  'awaiting-person': 'var(--waiting)',
  done: 'var(--done)',
  cached: 'var(--done)',
  failed: 'var(--failed)',
  skipped: 'var(--line)',
  cancelled: 'var(--line-strong)',
};
/** With more elements than this a chip is too narrow for its name. */
const namedUpTo = 10;

/** One chip for each element of a mapped node; a click shows its result in the preview. */
export function ElementStrip({ id, run }: { id: string; run: NodeRun }) {
  const shown = useView((state) => state.shownElement[id]);
  const elements = elementsOf(run);
  if (elements.length === 0) return null;
  return (
    <div role="toolbar" aria-label="Elements" className="nodrag mx-3 mt-2 flex flex-wrap gap-1">
      {elements.map((element) => (
        <Chip key={element.key} node={id} element={element} shown={shown === element.key} named={elements.length <= namedUpTo} />
      ))}
    </div>
  );
}

function Chip({ node, element, shown, named }: { node: string; element: ElementView; shown: boolean; named: boolean }) {
  const { key, state, fraction } = element;
  const name = elementWords(key);
  const filled = state === 'running' ? fraction : state === 'waiting' || state === 'queued' || state === 'ready' ? 0 : 1;
  return (
    <button
      type="button"
      aria-pressed={shown}
      title={`${name}: ${state}`}
      aria-label={`${name}, ${state}`}
      onClick={() => useView.getState().showElement(node, shown ? null : key)}
      className="relative h-5 min-w-2.5 max-w-16 flex-1 overflow-hidden rounded border border-transparent bg-well text-[10.5px] text-muted aria-pressed:border-text aria-pressed:text-text"
    >
      {named && <span className="block truncate px-1">{name}</span>}
      <span
        className="absolute inset-x-0 bottom-0 h-[3px] origin-left"
        style={{ background: colours[state], transform: `scaleX(${filled})` }}
      />
    </button>
  );
}
