import type { Provider } from './contract.ts';
import { openai } from './openai.ts';
import { openaiCompatible } from './openai-compatible.ts';
import { runway } from './runway.ts';
import { wavespeed } from './wavespeed.ts';

/** Every provider that can be reached with a key, a line each. */
export const providers: ReadonlyMap<string, Provider> = new Map(
  [openai, openaiCompatible, runway, wavespeed].map((provider) => [provider.id, provider]),
);
