import type { Provider } from './contract.ts';
import { wavespeed } from './wavespeed.ts';

/** Every provider that can be reached with a key, a line each. */
export const providers: ReadonlyMap<string, Provider> = new Map([wavespeed].map((provider) => [provider.id, provider]));
