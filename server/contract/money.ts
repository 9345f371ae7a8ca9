import { z } from 'zod';

/** Money in answers: US dollars as a decimal text with up to 6 places. */
export const usdText = z.string().regex(/^\d+(\.\d{1,6})?$/);
/** Money in requests: a number or such a text. */
export const usdInput = z.union([z.number().min(0), usdText]);
export const usdRange = z.strictObject({ min: usdText, max: usdText });
export const numberRange = z.strictObject({ min: z.number(), max: z.number() });

/** `1234500` → `1.2345`. */
export function usdFromMicros(micros: number): string {
  const whole = Math.trunc(micros / 1_000_000);
  const rest = `${micros % 1_000_000}`.padStart(6, '0').replace(/0+$/, '');
  return rest ? `${whole}.${rest}` : `${whole}`;
}

export function microsFromUsd(usd: number | string): number {
  return Math.round(Number(usd) * 1_000_000);
}
