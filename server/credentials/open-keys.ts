import type { Provider } from '#executors/providers/contract.ts';
import { secretOf } from '#server/auth/secret.ts';
import type { Settings } from '#server/env.ts';
import { type Reach, reachByKeys } from '#server/provider-access.ts';
import type { Store } from '#server/store/contract.ts';
import { createKeyring, type Keyring } from './keyring.ts';
import { createSeal } from './seal.ts';

/** The keys of providers, and the way to the providers with them. */
export type Keys = {
  readonly keyring: Keyring;
  readonly reach: Reach;
  /** Nothing leaves the machine: keys are kept and never used. */
  readonly localOnly: boolean;
  /** Whether it is known where the provider is; of one's own servers only a setting says it. */
  hasAddress(provider: Provider): boolean;
};

export type KeySettings = Pick<Settings, 'providers' | 'localOnly' | 'secret' | 'dataFolder'>;

/** Opens the keys of an installation with its secret. */
export function openKeys(settings: KeySettings, { credentials }: Pick<Store, 'credentials'>, clock: () => Date): Keys {
  const seal = createSeal(secretOf(settings));
  const keyring = createKeyring({ store: credentials, seal, environment: settings.providers, clock });
  return {
    keyring,
    reach: reachByKeys(keyring, settings),
    localOnly: settings.localOnly,
    hasAddress: ({ baseUrl, baseUrlSetting }) => baseUrl !== '' || settings.providers[baseUrlSetting] !== undefined,
  };
}
