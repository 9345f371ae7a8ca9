import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import { elementsOf } from '../card/elements.ts';
import type { NodeRun } from '../stores/run-state.ts';
import { useView } from '../stores/view.ts';
import { classes } from '../ui/classes.ts';
import { elementWords } from '../words/element.ts';
import { ElementPanel } from './element-panel.tsx';
import { Section } from './section.tsx';

type Props = { id: string; node: GraphNode; definition: NodeDef; run: NodeRun };

/** What the run has made at a node: one result, or one of several that can be looked at and changed alone. */
export function ResultSection({ id, node, definition, run }: Props) {
  const shown = useView((state) => state.shownElement[id]);
  const elements = elementsOf(run);
  const [single] = Object.values(run.view.outputs).find((items) => items.length > 0) ?? [];
  const alone = single?.key ?? run.steps[0]?.element;
  const chosen = elements.find(({ key }) => key === shown)?.key ?? (elements.length > 0 ? elements[0]?.key : alone);
  if (run.steps.length === 0 || chosen === undefined) return null;
  return (
    <Section title={elements.length > 0 ? `${elements.length} results` : 'Result'}>
      {elements.length > 0 && (
        <div role="toolbar" aria-label="Elements" className="mb-3 flex max-h-24 flex-wrap gap-1 overflow-y-auto p-0.5">
          {elements.map(({ key, state }) => (
            <button
              key={key}
              type="button"
              aria-pressed={key === chosen}
              aria-label={`${elementWords(key)}, ${state}`}
              onClick={() => useView.getState().showElement(id, key)}
              className={classes(
                'h-6 max-w-28 truncate rounded border px-2 text-[12px] transition-colors duration-120',
                key === chosen ? 'border-line-strong bg-raised font-medium' : 'border-line text-muted hover:text-text',
                state === 'failed' && 'text-failed',
                state === 'awaiting-person' && 'text-waiting',
              )}
            >
              {elementWords(key)}
            </button>
          ))}
        </div>
      )}
      <ElementPanel id={id} node={node} definition={definition} run={run} element={chosen} several={elements.length > 0} />
    </Section>
  );
}
