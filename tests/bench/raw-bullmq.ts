import { Queue, Worker } from 'bullmq';

/** What BullMQ alone takes for jobs that do nothing, on one Redis. */
export type RawBullmq = { readonly chainMsAStep: number; readonly fanOutStepsASecond: number };
type Size = { readonly chain: number; readonly fanOut: number; readonly slots: number };

const name = 'bare';
const options = { removeOnComplete: true, removeOnFail: true };

/** Adds jobs and processes them: one after the other, each added when the one before has ended; then all at once. */
export async function measureBullmq(redisUrl: string, { chain, fanOut, slots }: Size): Promise<RawBullmq> {
  const connection = { url: redisUrl, maxRetriesPerRequest: null };
  const queue = new Queue(name, { connection });
  const worker = new Worker(name, async () => undefined, { connection, concurrency: slots });
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  const inChain = async (jobs: number): Promise<void> => {
    for (let job = 0; job < jobs; job += 1) {
      const ended = endOf(worker, 1);
      await queue.add('work', {}, options);
      await ended;
    }
  };
  await inChain(50);
  const chainMs = await timed(() => inChain(chain));
  const fanOutMs = await timed(async () => {
    const ended = endOf(worker, fanOut);
    await queue.addBulk(Array.from({ length: fanOut }, () => ({ name: 'work', data: {}, opts: options })));
    await ended;
  });
  await Promise.all([worker.close(), queue.close()]);
  return { chainMsAStep: chainMs / chain, fanOutStepsASecond: (fanOut / fanOutMs) * 1_000 };
}

function endOf(worker: Worker, jobs: number): Promise<void> {
  let left = jobs;
  return new Promise((resolve) => {
    const count = (): void => {
      left -= 1;
      if (left > 0) return;
      worker.off('completed', count);
      resolve();
    };
    worker.on('completed', count);
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
