import { MousePointerClick } from 'lucide-react';
import { applyToDocument, useDocument } from '../stores/document.ts';
import { TextArea } from '../ui/text-area.tsx';
import { CostSheet } from './cost-sheet.tsx';
import { GraphSettings } from './graph-settings.tsx';
import { Section } from './section.tsx';

/** The graph itself, while no node is selected. */
export function GraphInspector() {
  const description = useDocument((state) => state.graph.description ?? '');
  const count = useDocument((state) => Object.keys(state.graph.nodes).length);
  return (
    <div className="pb-6">
      <header className="px-4 pt-4 pb-4">
        <h2 className="text-[15px] font-semibold">This graph</h2>
        <TextArea
          value={description}
          rows={2}
          maxLength={2000}
          aria-label="Description of the graph"
          placeholder="What is it for? Whoever opens it reads this first."
          onChange={(event) => applyToDocument({ do: 'set-description', description: event.target.value || null })}
          className="mt-2"
        />
      </header>
      <Section title="Picture and money">
        <GraphSettings />
      </Section>
      {count > 0 ? (
        <Section title="Price">
          <CostSheet />
        </Section>
      ) : null}
      <p className="flex gap-2 border-t border-line px-4 pt-4 text-faint">
        <MousePointerClick aria-hidden size={15} className="mt-0.5 shrink-0" />
        Select a node to see everything about it here.
      </p>
    </div>
  );
}
