import type { Access, Provider } from '#executors/providers/contract.ts';
import { providers } from '#executors/providers/registry.ts';
import type { Row } from '#nodes/price.ts';
import type { Settings } from './env.ts';

/** The adapter behind a row and how it is reached; undefined where there is no key for it. */
export type Reach = (row: Row, workspaceId: string) => { readonly provider: Provider; readonly access: Omit<Access, 'signal'> } | undefined;

/** Providers are reached with the keys of the settings; none where nothing may leave the machine. */
export function reachBySettings({ providers: values, localOnly }: Pick<Settings, 'providers' | 'localOnly'>): Reach {
  return (row) => {
    const provider = providers.get(row.provider);
    const key = provider && values[provider.keySetting];
    if (!provider || !key || localOnly) return undefined;
    return { provider, access: { key, baseUrl: values[provider.baseUrlSetting] ?? provider.baseUrl } };
  };
}

/** Rows with what can serve now. */
export function availableRows(rows: readonly Row[], reach: Reach): Row[] {
  return rows.map((row) => (providers.has(row.provider) ? { ...row, available: reach(row, '') !== undefined } : row));
}
