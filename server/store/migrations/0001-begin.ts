import type { Kysely } from 'kysely';

/** The first tables. Every row has an owner workspace. */
export async function begin(database: Kysely<unknown>): Promise<void> {
  await makeAccounts(database);
  await makeRuns(database);
  await makeResults(database);
  await makeAssets(database);
  await makeGraphs(database);
  await makeTemplates(database);
  await makeQuotes(database);
}

async function makeAccounts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('workspaces')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('users')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
}

async function makeRuns({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('graph_id', 'text')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('label', 'text')
    .addColumn('tier', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('tally', 'text', (column) => column.notNull())
    .addColumn('quote', 'text', (column) => column.notNull())
    .addColumn('estimate', 'text', (column) => column.notNull())
    .addColumn('budget_micros', 'bigint', (column) => column.notNull())
    .addColumn('idempotency_key', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text')
    .addColumn('ended_at', 'text')
    .addUniqueConstraint('runs_idempotency', ['workspace_id', 'idempotency_key'])
    .execute();
  await schema.createIndex('runs_by_time').on('runs').columns(['workspace_id', 'created_at', 'id']).execute();
  await schema.createIndex('runs_by_graph').on('runs').columns(['workspace_id', 'graph_id', 'created_at', 'id']).execute();
  await schema.createIndex('runs_by_state').on('runs').column('state').execute();
  await schema
    .createTable('run_log')
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('change', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('run_log_key', ['run_id', 'seq'])
    .execute();
}

async function makeResults({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('results')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('result', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('results_key', ['workspace_id', 'fingerprint'])
    .execute();
}

async function makeAssets({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('assets')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_folded', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('media', 'text', (column) => column.notNull())
    .addColumn('facts', 'text', (column) => column.notNull())
    .addColumn('seconds', 'double precision')
    .addColumn('value', 'text')
    .addColumn('uploaded', 'integer', (column) => column.notNull())
    .addColumn('made', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('assets_key', ['workspace_id', 'id'])
    .execute();
  await schema.createIndex('assets_by_time').on('assets').columns(['workspace_id', 'created_at', 'id']).execute();
  await schema.createIndex('assets_by_id').on('assets').column('id').execute();
}

async function makeGraphs({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('graphs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('graph', 'text', (column) => column.notNull())
    .addColumn('nodes', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('removed_at', 'text')
    .execute();
  await schema.createIndex('graphs_by_workspace').on('graphs').column('workspace_id').execute();
  await schema
    .createTable('graph_versions')
    .addColumn('graph_id', 'text', (column) => column.notNull().references('graphs.id'))
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('graph', 'text', (column) => column.notNull())
    .addColumn('saved_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('graph_versions_key', ['graph_id', 'revision'])
    .execute();
}

async function makeTemplates({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('templates')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('graph', 'text', (column) => column.notNull())
    .addColumn('nodes', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('templates_by_workspace').on('templates').column('workspace_id').execute();
}

async function makeQuotes({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('quotes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('graph_hash', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('choices')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('graph_key', 'text', (column) => column.notNull())
    .addColumn('tier', 'text', (column) => column.notNull())
    .addColumn('choices', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('choices_key', ['workspace_id', 'graph_key', 'tier'])
    .execute();
}
