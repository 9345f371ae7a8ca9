import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Bus, BusMessage } from '#server/bus/contract.ts';

const patience = { timeout: 10_000, interval: 5 };
const grown = (runId: string, seq = 1): BusMessage => ({ type: 'log-grown', runId, seq });

/** What every bus must do. `open` gives two views of one bus, as two processes have them; they may be the same. */
export function busContract(open: () => Promise<readonly [Bus, Bus]>): void {
  let near: Bus;
  let far: Bus;
  beforeEach(async () => {
    [near, far] = await open();
  });
  afterEach(async () => {
    await near.close();
    await far.close();
  });
  const hear = async (runId: string): Promise<{ heard: BusMessage[]; end: () => void }> => {
    const heard: BusMessage[] = [];
    return { heard, end: await far.listen(runId, (message) => heard.push(message)) };
  };

  it('carries messages of a run to those who listen to it, in order', async () => {
    const { heard } = await hear('a');
    const { heard: other } = await hear('b');
    await near.ping();
    const sent: BusMessage[] = [grown('a', 1), { type: 'inbox-filled', runId: 'a' }, { type: 'stop-wanted', runId: 'a' }, grown('a', 2)];
    for (const message of sent) near.publish(message);
    await vi.waitFor(() => expect(heard).toEqual(sent), patience);
    expect(other).toEqual([]);
  });

  it('carries everything to those who listen to every run, once', async () => {
    const all = await hear('*');
    const one = await hear('a');
    await near.ping();
    near.publish(grown('a'));
    near.publish(grown('ä:b*'));
    await vi.waitFor(() => expect(all.heard).toHaveLength(2), patience);
    expect(all.heard).toEqual([grown('a'), grown('ä:b*')]);
    expect(one.heard).toEqual([grown('a')]);
  });

  it('tells nobody who has stopped listening, and goes on telling the others', async () => {
    const first = await hear('a');
    const second = await hear('a');
    await near.ping();
    first.end();
    first.end();
    near.publish(grown('a'));
    await vi.waitFor(() => expect(second.heard).toEqual([grown('a')]), patience);
    expect(first.heard).toEqual([]);
    second.end();
    const third = await hear('a');
    near.publish(grown('a', 2));
    await vi.waitFor(() => expect(third.heard).toEqual([grown('a', 2)]), patience);
    expect(second.heard).toHaveLength(1);
  });

  it('carries the last word of every step, and progress before what comes after it', async () => {
    const { heard } = await hear('a');
    await near.ping();
    for (let tick = 0; tick <= 500; tick += 1)
      for (const step of ['x', 'y']) near.publish({ type: 'progress', runId: 'a', step, fraction: tick / 500 });
    near.publish(grown('a'));
    await vi.waitFor(() => expect(heard.at(-1)).toEqual(grown('a')), patience);
    for (const step of ['x', 'y']) {
      const last = heard.filter((message) => message.type === 'progress' && message.step === step).at(-1);
      expect(last).toMatchObject({ fraction: 1 });
    }
  });

  it('proves that it is alive, and after its end that it is not', async () => {
    await near.ping();
    await near.close();
    await expect(near.ping()).rejects.toThrow();
  });
}
