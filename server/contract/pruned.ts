import { z } from 'zod';

export const pruneRequest = z.strictObject({ dryRun: z.boolean().optional() });

/**
 * What clean-up took away, or would with `dryRun`. Files go in two steps, hours apart: `now` are those that went, `later` those
 * that were found to be named by nothing. `bytes`: of the files that went; of all of them with `dryRun`.
 */
export const pruned = z.strictObject({
  dryRun: z.boolean(),
  runs: z.int(),
  results: z.int(),
  quotes: z.int(),
  files: z.strictObject({ now: z.int(), later: z.int() }),
  bytes: z.number(),
});
export type Pruned = z.infer<typeof pruned>;
