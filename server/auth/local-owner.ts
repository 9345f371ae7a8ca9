import type { Caller } from '#server/runs/engine-contract.ts';
import type { AccountStore } from '#server/store/contract.ts';

/** The one user of an installation without accounts. */
export const localOwner: Caller = { workspaceId: 'local', userId: 'owner' };

/** Makes the local owner at the first start. */
export async function ensureLocalOwner(accounts: AccountStore, at: string): Promise<Caller> {
  await accounts.ensure(localOwner.workspaceId, localOwner.userId, at);
  return localOwner;
}
