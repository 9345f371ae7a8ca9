import type { Problem } from '#graphs/document.ts';
import type { GraphQuote } from '#graphs/quote.ts';
import type { Span } from '#nodes/facts.ts';
import type { Estimate } from '#server/contract/estimates.ts';
import { usdFromMicros } from '#server/contract/money.ts';

const usd = ({ min, max }: Span) => ({ min: usdFromMicros(min), max: usdFromMicros(max) });
const seconds = ({ min, max }: Span) => ({ min: Math.round(min * 10) / 10, max: Math.round(max * 10) / 10 });

/** A quote as the API shows it. */
export function estimateView(quote: GraphQuote, problems: readonly Problem[]): Estimate {
  return {
    usd: usd(quote.micros),
    seconds: seconds(quote.seconds),
    problems: [...problems],
    nodes: Object.fromEntries(
      Object.entries(quote.nodes).map(([id, node]) => [
        id,
        {
          steps: node.steps,
          usd: usd(node.micros),
          seconds: seconds(node.seconds),
          cached: node.cached,
          drivers: [...node.drivers],
          models: node.choices.map(({ kind, row, why, runnersUp }) => ({
            kind,
            model: row,
            why,
            runnersUp: runnersUp.map((other) => ({ model: other.row, usd: usdFromMicros(other.micros) })),
          })),
        },
      ]),
    ),
  };
}
