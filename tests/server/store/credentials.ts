import { expect, it } from 'vitest';
import type { Store } from '#server/store/contract.ts';
import { at } from './rows.ts';

const sealed = { workspaceId: 'one', provider: 'wavespeed', ciphertext: 'v1.abc', lastFour: '1234', updatedBy: 'ann' };

/** What the store of sealed keys must do, whatever database is behind it. */
export function describeCredentials(store: () => Store): void {
  it('gives a sealed key back as it was put in', async () => {
    const { credentials } = store();
    await credentials.set({ ...sealed, at: at(1) });
    const kept = { ...sealed, createdAt: at(1), updatedAt: at(1) };
    expect(await credentials.find('one', 'wavespeed')).toEqual(kept);
    expect(await credentials.list('one')).toEqual([kept]);
  });

  it('keeps one key for each provider, the last one', async () => {
    const { credentials } = store();
    await credentials.set({ ...sealed, at: at(1) });
    await credentials.set({ ...sealed, ciphertext: 'v1.def', lastFour: '5678', updatedBy: 'eve', at: at(2) });
    await credentials.set({ ...sealed, provider: 'Other', at: at(3) });
    const found = await credentials.list('one');
    expect(found.map(({ provider }) => provider)).toEqual(['Other', 'wavespeed']);
    expect(found[1]).toMatchObject({ ciphertext: 'v1.def', lastFour: '5678', updatedBy: 'eve', createdAt: at(1), updatedAt: at(2) });
  });

  it('keeps keys in their workspace', async () => {
    const { credentials } = store();
    await credentials.set({ ...sealed, at: at(1) });
    await credentials.set({ ...sealed, workspaceId: 'two', ciphertext: 'v1.two', updatedBy: 'bob', at: at(1) });
    expect((await credentials.find('one', 'wavespeed'))?.ciphertext).toBe('v1.abc');
    expect(await credentials.remove('one', 'wavespeed')).toBe(true);
    expect(await credentials.remove('one', 'wavespeed')).toBe(false);
    expect(await credentials.find('one', 'wavespeed')).toBeUndefined();
    expect((await credentials.list('two')).map(({ ciphertext }) => ciphertext)).toEqual(['v1.two']);
  });

  it('refuses the key of a workspace that does not exist', async () => {
    await expect(store().credentials.set({ ...sealed, workspaceId: 'nowhere', at: at(1) })).rejects.toThrow(/foreign key/i);
  });
}
