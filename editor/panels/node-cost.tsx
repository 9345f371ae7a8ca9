import type { NodeEstimate } from '../stores/estimate.ts';
import { priceBefore } from '../words/money.ts';
import { ModelWhy } from './model-why.tsx';
import { Section } from './section.tsx';

/** What a node will cost and why; nothing where it runs without models. */
export function NodeCost({ estimate }: { estimate: NodeEstimate }) {
  if (estimate.steps.max === 0) return null;
  return (
    <Section title="Price" more={<span className="font-medium">{priceBefore(estimate.usd)}</span>}>
      <p className="text-muted">{stepWords(estimate)}</p>
      {estimate.drivers.length > 0 && (
        <ul className="mt-1 text-muted">
          {estimate.drivers.map((driver) => (
            <li key={driver}>{driver}</li>
          ))}
        </ul>
      )}
      {estimate.models.map((choice) => (
        <ModelWhy key={choice.kind} choice={choice} />
      ))}
    </Section>
  );
}

/** `4 steps, 3 of them made already`. */
export function stepWords({ steps, cached }: Pick<NodeEstimate, 'steps' | 'cached'>): string {
  const count = steps.min === steps.max ? `${steps.max}` : `${steps.min}–${steps.max}`;
  const words = `${count} ${steps.max === 1 ? 'step' : 'steps'}`;
  if (cached === 0) return words;
  return cached >= steps.max ? `${words}, made already` : `${words}, ${cached} made already`;
}
