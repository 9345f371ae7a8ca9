import { setTimeout as sleep } from 'node:timers/promises';
import { openFleet } from './open-fleet-queue.ts';

/*
 * A process of its own that claims tasks of lane `cpu`: `node claiming-process.ts DATABASE_URL REDIS_URL HOLDER MODE`. `all`: four
 * at a time until nothing is left; prints the step ids. `hold`: claims one, says so, and ends it when its input says to; prints what came of it.
 */
const [, , databaseUrl = '', redisUrl = '', holder = '', mode = 'all'] = process.argv;
const { queue, close } = await openFleet(databaseUrl, redisUrl);

async function claimAll(): Promise<void> {
  const steps: string[] = [];
  const one = async (): Promise<void> => {
    for (let claim = await queue.claim(holder, ['cpu']); claim; claim = await queue.claim(holder, ['cpu'])) {
      steps.push(claim.task.stepId);
      if (!(await queue.finish(claim))) throw new Error('A claim was lost.');
    }
  };
  await Promise.all([one(), one(), one(), one()]);
  console.log(JSON.stringify(steps));
}

async function holdOne(): Promise<void> {
  const claim = await queue.claim(holder, ['cpu']);
  if (!claim) throw new Error('Nothing to claim.');
  console.log('claimed');
  while (!process.stdin.read()) await sleep(10);
  const [renewed, finished] = [await queue.renew(claim), await queue.finish(claim)];
  console.log(JSON.stringify({ renewed, finished }));
}

await (mode === 'all' ? claimAll() : holdOne());
await close();
process.exit();
