import { z } from 'zod';
import { StepError } from '#executors/errors.ts';
import type { Provider } from '#executors/providers/contract.ts';
import { providers } from '#executors/providers/registry.ts';
import { ApiError } from '#server/api-error.ts';
import type { App } from '#server/app-parts.ts';
import {
  type CredentialTest,
  type CredentialView,
  credentialRequest,
  credentialsAnswer,
  credentialTestAnswer,
  credentialView,
} from '#server/contract/credentials.ts';
import type { Keys } from '#server/credentials/open-keys.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';

const tags = ['keys'];
const params = z.object({ provider: z.string().max(100) });
const testTimeoutMs = 20_000;

/** Keys of providers: put in, tested, taken away, and never given out. */
export function addCredentialRoutes(app: App, keys: Keys): void {
  const { keyring, localOnly } = keys;
  const view = (workspaceId: string, provider: Provider): Promise<CredentialView> => viewOf(keys, workspaceId, provider);
  const one = { 200: credentialView, ...refusals };
  const list = { tags, summary: 'Every provider, and whether there is a key for it' };
  app.get('/credentials', { schema: { ...list, response: { 200: credentialsAnswer, ...refusals } } }, async (request) => {
    const { workspaceId } = callerOf(request);
    return { localOnly, credentials: await Promise.all([...providers.values()].map((provider) => view(workspaceId, provider))) };
  });
  const read = { tags, summary: 'Whether there is a key for a provider', params, response: one };
  app.get('/credentials/:provider', { schema: read }, async (request) =>
    view(callerOf(request).workspaceId, providerOf(request.params.provider)),
  );
  const set = { tags, summary: 'Store a key in place of the one before', params, body: credentialRequest, response: one };
  app.put('/credentials/:provider', { schema: set }, async (request) => {
    const [caller, provider] = [callerOf(request), providerOf(request.params.provider)];
    await keyring.set(caller, provider, request.body.key);
    return view(caller.workspaceId, provider);
  });
  const remove = { tags, summary: 'Forget the stored key', params, response: one };
  app.delete('/credentials/:provider', { schema: remove }, async (request) => {
    const [{ workspaceId }, provider] = [callerOf(request), providerOf(request.params.provider)];
    await keyring.remove(workspaceId, provider);
    return view(workspaceId, provider);
  });
  const test = { tags, summary: 'Ask the provider whether it accepts the key; free', params };
  app.post('/credentials/:provider/test', { schema: { ...test, response: { 200: credentialTestAnswer, ...refusals } } }, async (request) =>
    testKey(keys, callerOf(request).workspaceId, providerOf(request.params.provider)),
  );
}

function providerOf(id: string): Provider {
  const provider = providers.get(id);
  if (provider) return provider;
  throw new ApiError(404, 'PROVIDER_UNKNOWN', `There is no provider “${id}”. Known are ${[...providers.keys()].join(', ')}.`);
}

async function viewOf({ keyring, hasAddress }: Keys, workspaceId: string, provider: Provider): Promise<CredentialView> {
  const { id, title, keySetting, keyPage, keyless = false, baseUrlSetting, check } = provider;
  return {
    provider: id,
    title,
    setting: keySetting,
    testable: check !== undefined,
    keyless,
    ...(keyPage !== undefined && { keyPage }),
    ...(!hasAddress(provider) && { missingAddress: baseUrlSetting }),
    ...(await keyring.stateOf(workspaceId, provider)),
  };
}

async function testKey({ reach, localOnly }: Keys, workspaceId: string, { id, title, check }: Provider): Promise<CredentialTest> {
  if (localOnly) throw new ApiError(409, 'LOCAL_ONLY', 'Nothing may leave this machine (FILMLOOM_LOCAL_ONLY), so no key can be tested.');
  if (!check) throw new ApiError(409, 'NOT_TESTABLE', `${title} has no free call that proves a key. The first paid step will.`);
  try {
    const reached = await reach({ provider: id }, workspaceId);
    if (!reached) throw new ApiError(409, 'NO_KEY', `There is no key for ${title}, or no address. Set it first.`);
    const { provider, access } = reached;
    const { balanceUsd, note } = (await provider.check?.({ ...access, signal: AbortSignal.timeout(testTimeoutMs) })) ?? {};
    return {
      ok: true,
      message: [access.key === '' ? `${title} answers.` : `${title} accepts the key.`, note].filter(Boolean).join(' '),
      ...(balanceUsd && { balanceUsd }),
    };
  } catch (thrown) {
    if (thrown instanceof StepError) return { ok: false, message: thrown.message };
    if (!(thrown instanceof DOMException)) throw thrown;
    return { ok: false, message: `${title} has not answered within ${testTimeoutMs / 1000} seconds. Try again in a while.` };
  }
}
