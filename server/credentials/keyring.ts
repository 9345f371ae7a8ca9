import { StepError } from '#executors/errors.ts';
import type { Provider } from '#executors/providers/contract.ts';
import type { Settings } from '#server/env.ts';
import type { Caller } from '#server/runs/engine-contract.ts';
import type { CredentialRow, CredentialStore } from '#server/store/credential-contract.ts';
import { type Seal, SealError } from './seal.ts';

/** A key that can be used, and where it is from. */
export type UsableKey = { readonly key: string; readonly from: 'workspace' | 'environment' };

/** What may be shown of a provider’s keys in a workspace. */
export type KeyState = {
  readonly from: 'workspace' | 'environment' | 'none';
  readonly stored?: Pick<CredentialRow, 'lastFour' | 'updatedAt' | 'updatedBy'>;
  readonly inEnvironment: boolean;
  /** Why the stored key cannot be used. */
  readonly problem?: string;
};

/**
 * The keys of all providers: those that a workspace has stored go before those of the environment. They are read afresh each
 * time, so that a change counts at once in every process that shares the database.
 */
export type Keyring = {
  /** Undefined where there is none. Throws StepError `PROVIDER_KEY` where the stored one cannot be opened. */
  keyFor(workspaceId: string, provider: Provider): Promise<UsableKey | undefined>;
  stateOf(workspaceId: string, provider: Provider): Promise<KeyState>;
  set(caller: Caller, provider: Provider, key: string): Promise<void>;
  /** False where none was stored. */
  remove(workspaceId: string, provider: Provider): Promise<boolean>;
};

type Parts = {
  readonly store: CredentialStore;
  readonly seal: Seal;
  /** Keys of the environment by the name of their setting. */
  readonly environment: Settings['providers'];
  readonly clock: () => Date;
};

export function createKeyring({ store, seal, environment, clock }: Parts): Keyring {
  const fromEnvironment = ({ keySetting }: Provider): string | undefined => environment[keySetting];
  return {
    async keyFor(workspaceId, provider) {
      const stored = await store.find(workspaceId, provider.id);
      if (stored) return { key: opened(seal, stored, provider), from: 'workspace' };
      const key = fromEnvironment(provider);
      return key ? { key, from: 'environment' } : undefined;
    },
    async stateOf(workspaceId, provider) {
      const found = await store.find(workspaceId, provider.id);
      const inEnvironment = fromEnvironment(provider) !== undefined;
      if (!found) return { from: inEnvironment ? 'environment' : 'none', inEnvironment };
      const { lastFour, updatedAt, updatedBy } = found;
      const problem = whyUnusable(seal, found, provider);
      return { from: 'workspace', stored: { lastFour, updatedAt, updatedBy }, inEnvironment, ...(problem && { problem }) };
    },
    async set({ workspaceId, userId }, { id }, key) {
      const ciphertext = seal.close(key, aboutOf(workspaceId, id));
      const at = clock().toISOString();
      await store.set({ workspaceId, provider: id, ciphertext, lastFour: lastFourOf(key), updatedBy: userId, at });
    },
    remove: (workspaceId, { id }) => store.remove(workspaceId, id),
  };
}

const aboutOf = (workspaceId: string, provider: string): string => JSON.stringify([workspaceId, provider]);

/** Of a short key four characters would say too much. */
function lastFourOf(key: string): string {
  return key.length >= 12 ? key.slice(-4) : '';
}

function opened(seal: Seal, { ciphertext, workspaceId, provider }: CredentialRow, { title }: Provider): string {
  try {
    return seal.open(ciphertext, aboutOf(workspaceId, provider));
  } catch (thrown) {
    if (!(thrown instanceof SealError)) throw thrown;
    const message = `The stored key of ${title} was sealed with another secret. Put FILMLOOM_SECRET back as it was, or paste the key again in Settings.`;
    throw new StepError('PROVIDER_KEY', message, { cause: thrown });
  }
}

function whyUnusable(seal: Seal, row: CredentialRow, provider: Provider): string | undefined {
  try {
    opened(seal, row, provider);
    return undefined;
  } catch (thrown) {
    return (thrown as Error).message;
  }
}
