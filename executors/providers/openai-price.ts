import type { Row } from '#nodes/price.ts';
import type { JsonObject } from './contract.ts';

/** What a row asks, as it is saved with the request. */
export type Price = Row['price'];

/** Tokens as the service has counted them. */
type Usage = { readonly text: number; readonly cached: number; readonly pictures: number; readonly made: number };

/** Reads the count of an answer, in the names of either interface. Undefined where there is none. */
export function usageOf({ usage }: JsonObject): Usage | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const told = usage as JsonObject;
  const details = (told.input_tokens_details ?? told.prompt_tokens_details ?? {}) as JsonObject;
  const [read, made] = [told.input_tokens ?? told.prompt_tokens, told.output_tokens ?? told.completion_tokens];
  if (typeof read !== 'number' || typeof made !== 'number') return undefined;
  const [cached, pictures] = [details.cached_tokens, details.image_tokens].map((count) => (typeof count === 'number' ? count : 0));
  return { text: read - (cached ?? 0) - (pictures ?? 0), cached: cached ?? 0, pictures: pictures ?? 0, made };
}

/** What these tokens cost, in micro-USD; undefined where they are not sold by the token or were not counted. */
export function chargeOf({ micros, tokens }: Price, usage: Usage | undefined): number | undefined {
  if (micros === 0) return 0;
  if (!tokens || !usage) return undefined;
  const { text, cached = text, picture = text } = tokens;
  return Math.ceil((usage.text * text + usage.cached * cached + usage.pictures * picture + usage.made * micros) / 1000);
}

/** `$0.00312`, or nothing where nothing was asked. */
export function costWords(micros: number): string {
  return micros > 0 ? ` It cost $${(micros / 1e6).toFixed(6).replace(/0{1,4}$/, '')}.` : '';
}
