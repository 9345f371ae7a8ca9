import { command } from '../commands/all.ts';
import { runCommand } from '../commands/command.ts';
import { useDocument } from '../stores/document.ts';
import { useEstimate } from '../stores/estimate.ts';
import { titleOf } from '../stores/ports-of.ts';
import { Button } from '../ui/button.tsx';
import { priceBefore } from '../words/money.ts';
import { goTo } from './wanted-field.ts';

const acts = ['run-to-here', 'duplicate', 'bypass', 'tidy', 'delete'];

/** Several nodes: what they cost together, and what can be done with all of them. */
export function SelectionInspector({ ids }: { ids: readonly string[] }) {
  const graph = useDocument((state) => state.graph);
  const estimate = useEstimate((state) => state.estimate);
  const sum = (end: 'min' | 'max'): string => ids.reduce((total, id) => total + Number(estimate?.nodes[id]?.usd[end] ?? 0), 0).toFixed(6);
  return (
    <div className="p-4">
      <h2 className="text-[15px] font-semibold">{ids.length} nodes</h2>
      {estimate && <p className="mt-1 text-muted">Together {priceBefore({ min: sum('min'), max: sum('max') })}</p>}
      <div className="mt-4 flex flex-col gap-1.5">
        {acts.map((name) => {
          const { label, icon } = command(name);
          return (
            <Button key={name} icon={icon} className="justify-start" onClick={() => runCommand(command(name))}>
              {label}
            </Button>
          );
        })}
      </div>
      <ul className="mt-4">
        {ids.map((id) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => goTo(id)}
              className="-mx-2 w-[calc(100%+16px)] truncate rounded-md px-2 py-1 text-left text-muted hover:bg-raised hover:text-text"
            >
              {titleOf(graph, id)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
