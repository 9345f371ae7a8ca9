import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CredentialTest, CredentialView } from '#server/contract/credentials.ts';
import { api } from '../server/api.ts';
import { sentenceOf } from '../server/api-error.ts';
import { queryKeys } from '../server/queries.ts';

/** What is under way with a key, and how its last test went. */
export type KeyWork = {
  readonly doing: 'save' | 'test' | 'remove' | null;
  readonly tested: CredentialTest | null;
  /** True where it was stored. */
  save(key: string): Promise<boolean>;
  test(): Promise<boolean>;
  remove(): Promise<boolean>;
};

/** What can be done with the key of a provider. One that is stored is tested at once where that is free. */
export function useKey({ provider, testable }: CredentialView, localOnly: boolean): KeyWork {
  const client = useQueryClient();
  const [doing, setDoing] = useState<KeyWork['doing']>(null);
  const [tested, setTested] = useState<CredentialTest | null>(null);
  const attempt = async (what: NonNullable<KeyWork['doing']>, work: () => Promise<void>): Promise<boolean> => {
    setDoing(what);
    setTested(null);
    try {
      await work();
      return true;
    } catch (error) {
      setTested({ ok: false, message: sentenceOf(error) });
      return false;
    } finally {
      setDoing(null);
    }
  };
  const refresh = async (): Promise<void> => {
    await Promise.all([queryKeys.credentials, queryKeys.models].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  const test = (): Promise<boolean> => attempt('test', async () => setTested(await api.testKey(provider)));
  return {
    doing,
    tested,
    test,
    async save(key) {
      const isKept = await attempt('save', async () => {
        await api.saveKey(provider, key);
        await refresh();
      });
      if (isKept && testable && !localOnly) await test();
      return isKept;
    },
    remove: () =>
      attempt('remove', async () => {
        await api.removeKey(provider);
        await refresh();
      }),
  };
}
