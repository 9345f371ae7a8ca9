import { kinds } from '#nodes/steps.ts';
import { useModels } from '../server/queries.ts';
import type { NodeEstimate } from '../stores/estimate.ts';
import { priceAfter } from '../words/money.ts';

/** Which model was chosen for a kind of step, why, and what the others would have cost. */
export function ModelWhy({ choice }: { choice: NodeEstimate['models'][number] }) {
  const { data } = useModels();
  const titleOf = (id: string): string => data?.models.find((model) => model.id === id)?.title ?? id;
  const kind = Object.hasOwn(kinds, choice.kind) ? kinds[choice.kind as keyof typeof kinds].title : choice.kind;
  return (
    <div className="mt-2 text-[12px] leading-4">
      <p>
        <span className="text-muted">{kind}:</span> {titleOf(choice.model)}
      </p>
      <p className="mt-0.5 text-faint text-pretty">{choice.why}</p>
      {choice.runnersUp.length > 0 && (
        <ul className="mt-1 text-muted">
          {choice.runnersUp.map(({ model, usd }) => (
            <li key={model} className="flex gap-2">
              <span className="min-w-0 flex-1 truncate">{titleOf(model)}</span>
              <span>{priceAfter(usd)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
