import { join } from 'node:path';
import { openStore } from '#server/store/open-store.ts';
import { sharedPostgres } from '#tests/services/shared-postgres.ts';
import { newFolder } from '../new-folder.ts';
import { describeFleetStores } from './fleet-contract.ts';

describeFleetStores('SQLite', async () => openStore({ file: join(await newFolder(), 'filmloom.db') }));
describeFleetStores('PostgreSQL', async () => openStore({ databaseUrl: await (await sharedPostgres()).newDatabase() }));
