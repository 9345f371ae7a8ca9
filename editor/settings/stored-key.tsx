import { useState } from 'react';
import type { CredentialView } from '#server/contract/credentials.ts';
import { Button } from '../ui/button.tsx';
import type { KeyWork } from './use-key.ts';

type StoredKeyProps = { credential: CredentialView; localOnly: boolean; work: KeyWork; onReplace(): void; onDone(): void };

/** A key that is kept: its last four characters, and what can be done with it. */
export function StoredKey({ credential, localOnly, work, onReplace, onDone }: StoredKeyProps) {
  const { title, stored, testable, problem, inEnvironment } = credential;
  const [leaving, setLeaving] = useState(false);
  const keep = (): void => {
    setLeaving(false);
    onDone();
  };
  if (leaving) return <Leaving title={title} inEnvironment={inEnvironment} work={work} onKeep={keep} onGone={onDone} />;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p className="flex h-8 min-w-0 flex-1 items-center rounded-md bg-well px-2.5 font-mono text-[12px] text-muted">
        <span className="sr-only">Key ending in </span>
        <span aria-hidden>••••</span>
        {stored?.lastFour}
      </p>
      {testable && !localOnly && !problem && (
        <Button aria-label={`Test the key of ${title}`} busy={work.doing === 'test'} onClick={() => void work.test()}>
          Test
        </Button>
      )}
      <Button aria-label={`Replace the key of ${title}`} disabled={work.doing !== null} onClick={onReplace}>
        Replace
      </Button>
      <Button look="quiet" aria-label={`Remove the key of ${title}`} disabled={work.doing !== null} onClick={() => setLeaving(true)}>
        Remove
      </Button>
    </div>
  );
}

type LeavingProps = { title: string; inEnvironment: boolean; work: KeyWork; onKeep(): void; onGone(): void };

function Leaving({ title, inEnvironment, work, onKeep, onGone }: LeavingProps) {
  const after = inEnvironment ? 'The key of the environment is used again.' : `The models of ${title} cannot be used then.`;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p className="min-w-0 flex-1 text-pretty">Forget this key? {after}</p>
      <Button autoFocus onClick={onKeep}>
        Keep
      </Button>
      <Button look="danger" busy={work.doing === 'remove'} onClick={() => void work.remove().then((isGone) => isGone && onGone())}>
        Forget the key
      </Button>
    </div>
  );
}
