import { Check, TriangleAlert } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CredentialTest, CredentialView } from '#server/contract/credentials.ts';
import { useModels } from '../server/queries.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { makingWords } from '../words/making.ts';
import { dollars } from '../words/money.ts';
import { KeyForm } from './key-form.tsx';
import { StoredKey } from './stored-key.tsx';
import { type KeyWork, useKey } from './use-key.ts';

/** One provider: what it makes, its key, and whether the key works. */
export function ProviderCard({ credential, localOnly }: { credential: CredentialView; localOnly: boolean }) {
  const { provider, title, problem } = credential;
  const work = useKey(credential, localOnly);
  const heading = `provider-${provider}`;
  const place = useRef<HTMLDivElement>(null);
  const verdict = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (work.tested) verdict.current?.scrollIntoView({ block: 'nearest' });
  }, [work.tested]);
  return (
    <article aria-labelledby={heading} className="rounded-xl border border-line bg-card px-5 py-4">
      <header className="flex items-center gap-3">
        <h3 id={heading} className="text-[14px] font-semibold">
          {title}
        </h3>
        <State credential={credential} />
      </header>
      <Makes provider={provider} />
      <div ref={place} tabIndex={-1} className="mt-3 rounded-md outline-offset-4">
        <KeyPlace credential={credential} localOnly={localOnly} work={work} onDone={() => place.current?.focus()} />
      </div>
      <div ref={verdict} role="status" className="scroll-mb-6">
        {problem && <Verdict ok={false}>{problem}</Verdict>}
        {work.tested && <Verdict ok={work.tested.ok}>{verdictWords(work.tested)}</Verdict>}
      </div>
    </article>
  );
}

/** `onDone`: what had the focus is gone, and the place of the key takes it. */
type KeyPlaceProps = { credential: CredentialView; localOnly: boolean; work: KeyWork; onDone(): void };

/** The key as it is kept, or a place to paste one. */
function KeyPlace({ credential, localOnly, work, onDone }: KeyPlaceProps) {
  const { stored, from, missingAddress } = credential;
  const [replacing, setReplacing] = useState(false);
  const end = (): void => {
    setReplacing(false);
    onDone();
  };
  if (missingAddress !== undefined && !stored) return <Address setting={missingAddress} />;
  if (stored && !replacing)
    return <StoredKey credential={credential} localOnly={localOnly} work={work} onReplace={() => setReplacing(true)} onDone={onDone} />;
  return (
    <>
      {from === 'environment' && <EnvironmentKey credential={credential} localOnly={localOnly} work={work} />}
      <KeyForm credential={credential} work={work} onCancel={replacing ? end : undefined} onSaved={end} />
    </>
  );
}

function Address({ setting }: { setting: string }) {
  return (
    <p className="text-muted text-pretty">
      Say first where it is: set <code className="font-mono text-[12px]">{setting}</code> to its address and start Filmloom again.
    </p>
  );
}

function verdictWords({ message, balanceUsd }: CredentialTest): string {
  return balanceUsd === undefined ? message : `${message} ${dollars(balanceUsd)} left on the account.`;
}

const stateWords = { workspace: 'Key stored', environment: 'Key from the environment', none: 'No key' };

function State({ credential: { from, problem, keyless, missingAddress } }: { credential: CredentialView }) {
  if (problem) return <span className="text-[12px] text-failed">Key cannot be used</span>;
  const isReady = missingAddress === undefined && (keyless || from !== 'none');
  return (
    <span className={classes('flex items-center gap-1.5 text-[12px]', isReady ? 'text-done' : 'text-faint')}>
      <span aria-hidden className={classes('size-1.5 rounded-full', isReady ? 'bg-done' : 'border border-line-strong')} />
      {stateOf(from, isReady, missingAddress)}
    </span>
  );
}

function stateOf(from: CredentialView['from'], isReady: boolean, missingAddress: string | undefined): string {
  if (missingAddress !== undefined) return 'No address';
  return from === 'none' && isReady ? 'Ready without a key' : stateWords[from];
}

function Makes({ provider }: { provider: string }) {
  const { data } = useModels();
  const ours = useMemo(() => data?.models.filter((model) => model.provider === provider) ?? [], [data, provider]);
  const failing = ours.find((model) => model.failing)?.failing;
  const making = makingWords([...new Set(ours.flatMap(({ kinds }) => kinds))]);
  return (
    <>
      {ours.length > 0 && (
        <p className="mt-0.5 text-muted">
          {making} with {ours.length === 1 ? 'one model' : `${ours.length} models`}
        </p>
      )}
      {failing && (
        <p className="mt-2 flex gap-1.5 text-waiting">
          <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
          {failing.message}
        </p>
      )}
    </>
  );
}

function EnvironmentKey({ credential, localOnly, work }: Omit<KeyPlaceProps, 'onDone'>) {
  const { title, setting, testable } = credential;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className="min-w-0 flex-1 text-muted text-pretty">
        The key is used from the environment (<code className="font-mono text-[12px]">{setting}</code>). A key pasted here goes before it.
      </p>
      {testable && !localOnly && (
        <Button aria-label={`Test the key of ${title}`} busy={work.doing === 'test'} onClick={() => void work.test()}>
          Test
        </Button>
      )}
    </div>
  );
}

function Verdict({ ok, children }: { ok: boolean; children: string }) {
  const Icon = ok ? Check : TriangleAlert;
  return (
    <p className={classes('mt-3 flex gap-1.5', ok ? 'text-done' : 'text-failed')}>
      <Icon aria-hidden size={14} className="mt-0.5 shrink-0" />
      <span className="min-w-0 text-pretty">{children}</span>
    </p>
  );
}
