import type { Kysely } from 'kysely';

/** Before each paid call it is asked whether one for the same is under way. */
export async function callIndex({ schema }: Kysely<unknown>): Promise<void> {
  await schema.createIndex('provider_calls_by_fingerprint').on('provider_calls').columns(['workspace_id', 'fingerprint']).execute();
}
