import type { SpendingAnswer } from '#server/contract/money-views.ts';
import { sentenceOf } from '../server/api-error.ts';
import { useCredentials, useSpending } from '../server/queries.ts';
import { Progress } from '../ui/progress.tsx';
import { dollars } from '../words/money.ts';
import { CapField } from './cap-field.tsx';

/** What this month has cost, where, and the most it may. */
export function Spending() {
  const { data, error } = useSpending();
  return (
    <section aria-labelledby="spending" className="lg:sticky lg:top-22">
      <h2 id="spending" className="text-[15px] font-semibold">
        Spending
      </h2>
      {error && <p className="mt-1 text-failed">{sentenceOf(error)}</p>}
      {data && <Month spending={data} />}
    </section>
  );
}

function Month({ spending }: { spending: SpendingAnswer }) {
  const { month, spent, held, caps } = spending;
  const cap = caps.find(({ scope }) => scope === 'workspace');
  const used = Number(spent) + Number(held);
  return (
    <>
      <p className="mt-1 text-muted">{monthName(month)}</p>
      <p className="mt-4 text-[28px] leading-8 font-semibold tracking-[-0.02em]">{dollars(spent)}</p>
      <p className="mt-1 mb-3 text-muted">
        {cap ? `of ${dollars(cap.usd)}` : 'No limit is set.'}
        {Number(held) > 0 && ` ${dollars(held)} more is held for steps under way.`}
      </p>
      {cap && Number(cap.usd) > 0 && <Progress fraction={used / Number(cap.usd)} label="Part of the monthly limit that is used" />}
      <ByProvider spending={spending} />
      <div className="mt-5 border-line border-t pt-4">
        <CapField usd={cap?.usd} />
      </div>
    </>
  );
}

function ByProvider({ spending: { byProvider } }: { spending: SpendingAnswer }) {
  const { data } = useCredentials();
  const most = Math.max(...byProvider.map(({ usd }) => Number(usd)), 0);
  if (most === 0) return null;
  const titleOf = (id: string): string => data?.credentials.find(({ provider }) => provider === id)?.title ?? id;
  return (
    <ul aria-label="Spending by provider" className="mt-4 grid gap-2.5">
      {byProvider
        .toSorted((a, b) => Number(b.usd) - Number(a.usd))
        .map(({ provider, usd }) => (
          <li key={provider}>
            <div className="flex justify-between gap-3 text-[12px]">
              <span className="truncate">{titleOf(provider)}</span>
              <span className="text-muted">{dollars(usd)}</span>
            </div>
            <div aria-hidden className="mt-1 h-1 rounded-full bg-line">
              <div className="h-full rounded-full bg-muted" style={{ width: `${Math.max(2, (Number(usd) / most) * 100)}%` }} />
            </div>
          </li>
        ))}
    </ul>
  );
}

/** `2026-11` → `November 2026`. Months are those of UTC. */
function monthName(month: string): string {
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
}
