import { type Kysely, PostgresAdapter } from 'kysely';

/** Paid calls, the ledger with the accounts that follow from it, and monthly caps. */
export async function money(database: Kysely<unknown>): Promise<void> {
  await makeCalls(database);
  await makeLedger(database);
  await makeAccounts(database);
  await makeCaps(database);
}

async function makeCalls({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('provider_calls')
    .addColumn('ref', 'text', (column) => column.primaryKey())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('run_id', 'text', (column) => column.notNull())
    .addColumn('step_id', 'text', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('row_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('micros', 'bigint', (column) => column.notNull())
    .addColumn('actual_micros', 'bigint')
    .addColumn('refunded_micros', 'bigint', (column) => column.notNull())
    .addColumn('task', 'text', (column) => column.notNull())
    .addColumn('submission', 'text', (column) => column.notNull())
    .addColumn('handle', 'text', (column) => column.notNull())
    .addColumn('handle_hash', 'text')
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('intent_at', 'text', (column) => column.notNull())
    .addColumn('sent_at', 'text')
    .addColumn('accepted_at', 'text')
    .addColumn('settled_at', 'text')
    .addUniqueConstraint('provider_calls_attempt', ['run_id', 'step_id', 'attempt'])
    .execute();
  await schema.createIndex('provider_calls_by_state').on('provider_calls').columns(['state', 'intent_at']).execute();
  await schema.createIndex('provider_calls_by_handle').on('provider_calls').columns(['provider', 'handle_hash']).execute();
}

async function makeLedger(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  const counted = database.getExecutor().adapter instanceof PostgresAdapter;
  await schema
    .createTable('ledger')
    .addColumn('id', counted ? 'bigserial' : 'integer', (column) => (counted ? column.primaryKey() : column.primaryKey().autoIncrement()))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('run_id', 'text', (column) => column.notNull())
    .addColumn('step_id', 'text', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('row_id', 'text', (column) => column.notNull())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('ref', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('micros', 'bigint', (column) => column.notNull())
    .addColumn('estimate_micros', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('ledger_by_workspace').on('ledger').columns(['workspace_id', 'id']).execute();
  await schema.createIndex('ledger_by_run').on('ledger').columns(['run_id', 'id']).execute();
  await schema.createIndex('ledger_by_day').on('ledger').columns(['workspace_id', 'day']).execute();
}

async function makeAccounts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('money_accounts')
    .addColumn('scope', 'text', (column) => column.primaryKey())
    .addColumn('held', 'bigint', (column) => column.notNull())
    .addColumn('spent', 'bigint', (column) => column.notNull())
    .execute();
}

async function makeCaps({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('caps')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('limit_micros', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('caps_key', ['workspace_id', 'scope', 'subject_id'])
    .execute();
}
