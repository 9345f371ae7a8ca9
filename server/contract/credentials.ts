import { z } from 'zod';
import { usdText } from './money.ts';

/** What may be told of a provider's keys; the keys themselves never leave the server. */
export const credentialView = z.strictObject({
  provider: z.string(),
  title: z.string(),
  /** Which key is used: the stored one goes first. */
  from: z.enum(['workspace', 'environment', 'none']),
  /** The stored key: its last four characters, empty where it is too short to show any. */
  stored: z.strictObject({ lastFour: z.string(), updatedAt: z.iso.datetime(), updatedBy: z.string() }).optional(),
  inEnvironment: z.boolean(),
  /** The environment variable that takes a key too. */
  setting: z.string(),
  /** It can be reached without a key too. */
  keyless: z.boolean(),
  /** The environment variable that must say first where it is. */
  missingAddress: z.string().optional(),
  /** Where people make a key. */
  keyPage: z.url().optional(),
  /** Whether a key can be tested without spending anything. */
  testable: z.boolean(),
  /** Why the stored key cannot be used. */
  problem: z.string().optional(),
});
export type CredentialView = z.infer<typeof credentialView>;

/** `localOnly`: nothing may leave the machine, so keys are kept and not used. */
export const credentialsAnswer = z.strictObject({ localOnly: z.boolean(), credentials: z.array(credentialView) });

/** Blanks around a pasted key do not count. Other names are left aside instead of refused, because a refusal would repeat them. */
export const credentialRequest = z.object({
  key: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,500}$/, 'A key is 1 to 500 printable characters without spaces'),
});

/** `ok: false`: the provider does not accept the key, or could not be asked; the message says which. */
export const credentialTestAnswer = z.strictObject({ ok: z.boolean(), message: z.string(), balanceUsd: usdText.optional() });
export type CredentialTest = z.infer<typeof credentialTestAnswer>;
