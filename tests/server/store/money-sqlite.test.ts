import { join } from 'node:path';
import { openStore } from '#server/store/open-store.ts';
import { newFolder } from '../open-server.ts';
import { describeMoney } from './money-contract.ts';

describeMoney('SQLite', async () => openStore({ file: join(await newFolder(), 'filmloom.db') }));
