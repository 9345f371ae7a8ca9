import { ArrowLeft } from 'lucide-react';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { ThemeMenu } from '../bar/theme-menu.tsx';
import { sentenceOf } from '../server/api-error.ts';
import { useCredentials } from '../server/queries.ts';
import { lastGraph } from '../stores/last-graph.ts';
import { Mark } from '../ui/mark.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { ProviderCard } from './provider-card.tsx';
import { Spending } from './spending.tsx';

/** Keys of providers, and what they have cost. */
export function Settings() {
  useEffect(() => {
    document.title = 'Settings · Filmloom';
  }, []);
  return (
    <div className="h-full overflow-y-auto">
      <Bar />
      <main className="mx-auto grid max-w-[1080px] items-start gap-x-10 gap-y-8 px-8 pt-8 pb-16 lg:grid-cols-[minmax(0,1fr)_300px] max-lg:px-6">
        <Providers />
        <Spending />
      </main>
    </div>
  );
}

function Bar() {
  const back = lastGraph();
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-panel">
      <div className="mx-auto flex h-14 max-w-[1080px] items-center gap-3 px-8 max-lg:px-6">
        <Link href="/graphs" aria-label="All graphs" title="All graphs" className="rounded-md">
          <Mark />
        </Link>
        <h1 className="text-[15px] font-semibold tracking-[-0.01em]">Settings</h1>
        <div className="ml-auto flex items-center gap-2">
          <ThemeMenu />
          <Link
            href={back === null ? '/graphs' : `/graphs/${encodeURIComponent(back)}`}
            className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-card px-3 font-medium transition-colors duration-120 hover:border-line-strong hover:bg-raised"
          >
            <ArrowLeft aria-hidden size={15} strokeWidth={1.75} />
            {back === null ? 'All graphs' : 'Back to the graph'}
          </Link>
        </div>
      </div>
    </header>
  );
}

function Providers() {
  const { data, error } = useCredentials();
  const isEmpty = data?.credentials.every(({ from }) => from === 'none') ?? false;
  return (
    <section aria-labelledby="providers">
      <h2 id="providers" className="text-[15px] font-semibold">
        Models
      </h2>
      <p className="mt-1 mb-5 max-w-[60ch] text-muted text-pretty">
        {isEmpty
          ? 'Without keys everything runs as animatic, free. Paste the key of a provider and its models can make the real thing, at a price you see before every run.'
          : 'With a key, the models of a provider can make the real thing, at a price you see before every run. Without keys everything runs as animatic, free.'}
      </p>
      {data?.localOnly && (
        <p className="mb-5 rounded-lg border border-line bg-panel px-4 py-3 text-muted text-pretty">
          Nothing may leave this machine (FILMLOOM_LOCAL_ONLY), so keys are kept here and not used.
        </p>
      )}
      {error && <p className="text-failed">{sentenceOf(error)}</p>}
      {!data && !error && <Spinner />}
      <ul className="grid gap-3">
        {data?.credentials.map((credential) => (
          <li key={credential.provider}>
            <ProviderCard credential={credential} localOnly={data.localOnly} />
          </li>
        ))}
      </ul>
    </section>
  );
}
