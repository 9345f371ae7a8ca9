/** A key of a provider, as it is kept: sealed. `lastFour` is all of it that can be read, empty where the key is too short to show any. */
export type CredentialRow = {
  readonly workspaceId: string;
  readonly provider: string;
  readonly ciphertext: string;
  readonly lastFour: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The user who set it last. */
  readonly updatedBy: string;
};

/** Keys that people have pasted, one for each provider of a workspace. */
export type CredentialStore = {
  list(workspaceId: string): Promise<CredentialRow[]>;
  find(workspaceId: string, provider: string): Promise<CredentialRow | undefined>;
  /** Puts it in the place of the one before, which is gone then. */
  set(credential: Omit<CredentialRow, 'createdAt' | 'updatedAt'> & { readonly at: string }): Promise<void>;
  remove(workspaceId: string, provider: string): Promise<boolean>;
};
