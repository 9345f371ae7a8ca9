import type { Provider } from './contract.ts';
import { google } from './google.ts';
import { openai } from './openai.ts';
import { openaiCompatible } from './openai-compatible.ts';
import { runway } from './runway.ts';
import { stability } from './stability.ts';
import { wavespeed } from './wavespeed.ts';

/** Every provider that can be reached with a key, a line each. */
export const providers: ReadonlyMap<string, Provider> = new Map(
  [google, openai, openaiCompatible, runway, stability, wavespeed].map((provider) => [provider.id, provider]),
);
