import { settingsOf } from '#graphs/document.ts';
import { useDocument } from '../stores/document.ts';
import { type NodeEstimate, useEstimate } from '../stores/estimate.ts';
import { titleOf } from '../stores/ports-of.ts';
import { useRun } from '../stores/run.ts';
import { isLive } from '../stores/run-state.ts';
import { dollars, priceAfter, priceBefore } from '../words/money.ts';
import { duration } from '../words/time.ts';
import { stepWords } from './node-cost.tsx';
import { goTo } from './wanted-field.ts';

/** The price by node, what it is made of, and what the last run came to. */
export function CostSheet() {
  const graph = useDocument((state) => state.graph);
  const { estimate, stale, failure } = useEstimate();
  const run = useRun((state) => state.run);
  if (!estimate) return <p className="text-muted">{failure ?? 'The price is being worked out …'}</p>;
  const rows = Object.entries(estimate.nodes).filter(([id, { steps }]) => steps.max > 0 && graph.nodes[id]);
  const { budgetMicros } = settingsOf(graph);
  const over = Number(estimate.usd.max) * 1_000_000 > budgetMicros;
  return (
    <div className={stale ? 'opacity-60 transition-opacity duration-120' : 'transition-opacity duration-120'}>
      <table className="w-full">
        <caption className="sr-only">Price by node</caption>
        <tbody className="[&>tr:last-child>*]:pb-2">
          {rows.sort(byPrice).map(([id, node]) => (
            <CostRow key={id} id={id} title={titleOf(graph, id)} node={node} />
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line font-medium">
            <th scope="row" className="py-2 text-left font-medium">
              Together
            </th>
            <td className="py-2 text-right whitespace-nowrap">{priceBefore(estimate.usd)}</td>
          </tr>
        </tfoot>
      </table>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-[12px] text-muted">
        <dt>Takes about</dt>
        <dd className="text-right">{secondsWords(estimate.seconds)}</dd>
        <dt>Budget of a run</dt>
        <dd className={over ? 'text-right text-waiting' : 'text-right'}>
          {over ? `${dollars(budgetMicros / 1_000_000)}, asks before it` : dollars(budgetMicros / 1_000_000)}
        </dd>
        {run && (
          <>
            <dt>{isLive(run.state) ? 'Spent by this run' : 'Last run'}</dt>
            <dd className="text-right">{priceAfter(run.usd.actual)}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

type Entry = [id: string, node: NodeEstimate];
const byPrice = ([, a]: Entry, [, b]: Entry): number => Number(b.usd.max) - Number(a.usd.max);

function CostRow({ id, title, node }: { id: string; title: string; node: NodeEstimate }) {
  const why = [stepWords(node), ...node.drivers].join(' · ');
  return (
    <tr className="group align-top">
      <th scope="row" className="max-w-0 w-full py-1 pr-3 text-left font-normal">
        <button type="button" onClick={() => goTo(id)} className="block w-full truncate rounded text-left group-hover:underline">
          {title}
        </button>
        <span className="block truncate text-[12px] text-faint" title={why}>
          {why}
        </span>
      </th>
      <td className="py-1 text-right whitespace-nowrap">{priceBefore(node.usd)}</td>
    </tr>
  );
}

function secondsWords({ min, max }: { min: number; max: number }): string {
  const [least, most] = [duration(min), duration(max)];
  return least === most ? most : `${least} – ${most}`;
}
