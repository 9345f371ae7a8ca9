import { StepError } from '../errors.ts';
import type { Access } from './contract.ts';
import { cannotReach } from './http.ts';

type Sending = { readonly method: 'PUT' | 'POST'; readonly body: Blob | FormData; readonly headers?: Readonly<Record<string, string>> };

/** Files of a film go over encrypted connections only, but to an address that was set on purpose. */
export function mayReceive(target: unknown, baseUrl: string): target is string {
  if (typeof target !== 'string' || !URL.canParse(target)) return false;
  return new URL(target).protocol === 'https:' || new URL(target).origin === new URL(baseUrl).origin;
}

/** Sends a file to where a provider said that it goes, without its key. Throws StepError. */
export async function sendFile(title: string, target: string, sending: Sending, { signal }: Access): Promise<void> {
  let response: Response;
  try {
    response = await fetch(target, { ...sending, signal, redirect: 'error' });
    await response.arrayBuffer();
  } catch (thrown) {
    signal.throwIfAborted();
    throw cannotReach(title, thrown);
  }
  if (response.ok) return;
  const busy = response.status >= 500 || response.status === 429;
  const message = `${title} did not take an upload (answer ${response.status}). Retry${busy ? ' later' : '; if it happens again, report it'}.`;
  throw new StepError(busy ? 'PROVIDER_DOWN' : 'PROVIDER_REFUSED', message);
}
