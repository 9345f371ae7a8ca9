import { StepError } from '#executors/errors.ts';
import type { Access, Provider } from '#executors/providers/contract.ts';
import { providers } from '#executors/providers/registry.ts';
import type { Row } from '#nodes/price.ts';
import { discreet } from './credentials/discreet.ts';
import type { Keyring } from './credentials/keyring.ts';
import type { Settings } from './env.ts';
import type { ProviderHealth } from './provider-health.ts';

/** An adapter, and how it is reached. */
export type Reached = { readonly provider: Provider; readonly access: Omit<Access, 'signal'> };

/** The adapter behind a row; undefined where the workspace has no key for it. Throws StepError where it has one that cannot be used. */
export type Reach = (row: Pick<Row, 'provider'>, workspaceId: string) => Reached | undefined | Promise<Reached | undefined>;

/** Names of settings that say where a cloud keeps a project. */
const places = ['GOOGLE_CLOUD_PROJECT', 'GOOGLE_CLOUD_LOCATION'];

/** Providers are reached with the keys of the workspace, at the addresses of the settings; none where nothing may leave the machine. */
export function reachByKeys(keys: Keyring, { providers: values, localOnly }: Pick<Settings, 'providers' | 'localOnly'>): Reach {
  return async (row, workspaceId) => {
    const provider = providers.get(row.provider);
    if (!provider || localOnly) return undefined;
    const found = await keys.keyFor(workspaceId, provider);
    const key = found?.key ?? (provider.keyless ? '' : undefined);
    const baseUrl = values[provider.baseUrlSetting] ?? provider.baseUrl;
    if (key === undefined || baseUrl === '') return undefined;
    const names = [...places, ...(provider.placeSettings ?? [])];
    const set = Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
    const access = { key, baseUrl, places: set };
    return { provider: discreet(provider, key), access };
  };
}

/** Rows with what can serve a workspace now, and what had better be left alone. */
export async function availableRows(
  rows: readonly Row[],
  reach: Reach,
  workspaceId: string,
  health?: Pick<ProviderHealth, 'failing'>,
): Promise<Row[]> {
  const known = [...new Set(rows.map(({ provider }) => provider))].filter((id) => providers.has(id));
  const reached = new Map<string, Reached>();
  await Promise.all(
    known.map(async (provider) => {
      const found = await reachedOrNot(reach, provider, workspaceId);
      if (found) reached.set(provider, found);
    }),
  );
  return rows.map((row) => {
    if (!providers.has(row.provider)) return row;
    const failing = health?.failing(row);
    return { ...row, available: canServe(row, reached.get(row.provider)), ...(failing && { failing }) };
  });
}

function canServe(row: Row, reached: Reached | undefined): boolean {
  return reached !== undefined && (reached.provider.serves?.(row, reached.access.places ?? {}) ?? true);
}

async function reachedOrNot(reach: Reach, provider: string, workspaceId: string): Promise<Reached | undefined> {
  try {
    return await reach({ provider }, workspaceId);
  } catch (thrown) {
    if (thrown instanceof StepError) return undefined;
    throw thrown;
  }
}
