import { afterEach, describe, expect, it } from 'vitest';
import { startGoogle } from '../../providers/google-emulator.ts';
import { startRunway } from '../../providers/runway-emulator.ts';
import { startStability } from '../../providers/stability-emulator.ts';
import { settled } from './open-engine.ts';
import { clip } from './open-paid.ts';
import { openPaidBy, type PaidBy } from './open-paid-by.ts';

type Service = Parameters<typeof openPaidBy>[1] & { books(): { submits: number; netMicros: number } };
let paid: PaidBy<Service>;
afterEach(() => paid?.close());

const start = async (graph: unknown) => {
  const { id } = await paid.engine.start(paid.data.owner, { graph });
  return { id, view: await settled(paid.engine, id) };
};
const balance = (runId: string) => paid.data.store.ledger.ofRun(runId);
const hd = { tier: 'standard', resolution: '720p' };

describe('Runway', () => {
  it('makes a clip in a run that is paid once, booked as charged, and free the next time', async () => {
    paid = await openPaidBy('runway', await startRunway());
    const { id, view } = await start(clip('A ship in a storm.', hd));
    expect(view).toMatchObject({ state: 'done', usd: { actual: '0.6', held: '0' } });
    expect(await balance(id)).toEqual({ heldMicros: 0, spentMicros: 600_000 });
    expect((await start(clip('A ship in a storm.', hd))).view).toMatchObject({ state: 'done', usd: { actual: '0' }, steps: { cached: 1 } });
    expect(paid.service.books()).toMatchObject({ submits: 1, netMicros: 600_000 });
  });

  it('has what its moderation refuses booked, and not paid for again by itself', async () => {
    paid = await openPaidBy('runway', await startRunway({ fault: () => 'moderated' }));
    const { id, view } = await start(clip('A ship in a storm.', hd));
    expect(view).toMatchObject({ state: 'failed', stepList: [{ error: { code: 'MODERATED' } }] });
    expect(await balance(id)).toEqual({ heldMicros: 0, spentMicros: 600_000 });
    expect(paid.service.books().submits).toBe(1);
  });

  it('is asked once for another address where that of a result has run out', async () => {
    paid = await openPaidBy('runway', await startRunway({ fault: () => 'result-renewed' }));
    expect((await start(clip('A ship in a storm.', hd))).view).toMatchObject({ state: 'done', usd: { actual: '0.6' } });
    expect(paid.service.books().submits).toBe(1);
  });

  it('whose result is gone for good is booked, and not paid for again by itself', async () => {
    paid = await openPaidBy('runway', await startRunway({ fault: () => 'result-expired' }));
    const { id, view } = await start(clip('A ship in a storm.', hd));
    expect(view).toMatchObject({ state: 'failed', stepList: [{ error: { code: 'RESULT_GONE' } }] });
    expect(await balance(id)).toEqual({ heldMicros: 0, spentMicros: 600_000 });
    expect(paid.service.books().submits).toBe(1);
  });

  it('cancels what nobody waits for any more, and books what that has cost', async () => {
    paid = await openPaidBy('runway', await startRunway({ fault: () => 'never-finishes' }));
    const { id } = await paid.engine.start(paid.data.owner, { graph: clip('A ship in a storm.', hd) });
    await expect.poll(() => paid.service.books().submits).toBe(1);
    await paid.engine.cancel(paid.data.owner, id);
    await expect.poll(() => balance(id), { timeout: 10_000 }).toEqual({ heldMicros: 0, spentMicros: 0 });
    expect(paid.service.books().netMicros).toBe(0);
  });
});

describe('Google', () => {
  it('makes a clip in a run that is paid once, fetched with the key, and free the next time', async () => {
    paid = await openPaidBy('google', await startGoogle());
    const { id, view } = await start(clip('A ship in a storm.', hd));
    expect(view).toMatchObject({ state: 'done', usd: { actual: '0.6', held: '0' } });
    expect(await balance(id)).toEqual({ heldMicros: 0, spentMicros: 600_000 });
    expect((await start(clip('A ship in a storm.', hd))).view).toMatchObject({ state: 'done', usd: { actual: '0' }, steps: { cached: 1 } });
    expect(paid.service.books()).toMatchObject({ submits: 1, netMicros: 600_000 });
  });

  it('is asked again in softer words where its moderation keeps a video back, which costs nothing', async () => {
    paid = await openPaidBy('google', await startGoogle({ fault: (submit) => (submit === 0 ? 'moderated' : undefined) }));
    const { view } = await start(clip('A bloody murder in a dark alley.', hd));
    expect(view.stepList[0]?.warnings?.map(({ code }) => code)).toContain('REWORDED');
    expect(view).toMatchObject({ state: 'done', usd: { actual: '0.6' } });
    expect(paid.service.books()).toMatchObject({ submits: 2, netMicros: 600_000 });
  });

  it('leaves a lost answer to a person, who is told what is at stake', async () => {
    paid = await openPaidBy('google', await startGoogle({ fault: () => 'reset-after-accept' }));
    const { id, view } = await start(clip('A ship in a storm.', hd));
    expect(view).toMatchObject({ state: 'awaiting-person', stepList: [{ ask: { kind: 'unknown-call', usd: '0.6' } }] });
    await paid.engine.decide(paid.data.owner, id, 'clip/1/make-video', { choice: 'cancel' });
    await settled(paid.engine, id);
    expect(await balance(id)).toEqual({ heldMicros: 0, spentMicros: 600_000 });
    expect(paid.service.books().submits).toBe(1);
  });
});

describe('Stability AI', () => {
  const still = {
    filmloom: 1,
    name: 'Still',
    settings: { tier: 'standard', resolution: '720p' },
    nodes: { brief: { type: 'prompt', params: { text: 'A pier at dawn.' } }, still: { type: 'keyframe', params: {} } },
    edges: [{ from: 'brief.text', to: 'still.prompt' }],
  };

  it('makes a picture that comes with the answer, is paid once, and free the next time', async () => {
    paid = await openPaidBy('stability', await startStability());
    const { id, view } = await start(still);
    expect(view).toMatchObject({ state: 'done', usd: { actual: '0.065', held: '0' } });
    expect(await balance(id)).toEqual({ heldMicros: 0, spentMicros: 65_000 });
    expect((await start(still)).view).toMatchObject({ state: 'done', usd: { actual: '0' }, steps: { cached: 1 } });
    expect(paid.service.books()).toMatchObject({ submits: 1, netMicros: 65_000 });
  });

  it('is not asked again by itself for a picture that its moderation blurred', async () => {
    paid = await openPaidBy('stability', await startStability({ fault: () => 'moderated' }));
    const { id, view } = await start(still);
    expect(view).toMatchObject({ state: 'failed', stepList: [{ error: { code: 'MODERATED' } }] });
    expect(await balance(id)).toEqual({ heldMicros: 0, spentMicros: 65_000 });
    expect(paid.service.books().submits).toBe(1);
  });
});

describe('several providers', () => {
  it('make one film: a picture from one goes to another as the first frame of a clip', async () => {
    const pictures = await startStability();
    paid = await openPaidBy('google', await startGoogle(), { stability: pictures });
    const graph = {
      filmloom: 1,
      name: 'Two providers',
      settings: { tier: 'standard', resolution: '720p' },
      nodes: {
        brief: { type: 'prompt', params: { text: 'A pier at dawn.' } },
        still: { type: 'keyframe', params: {} },
        clip: { type: 'image-to-video', params: { seconds: 4 } },
      },
      edges: [
        { from: 'brief.text', to: 'still.prompt' },
        { from: 'brief.text', to: 'clip.prompt' },
        { from: 'still.image', to: 'clip.image' },
      ],
    };
    const { id, view } = await start(graph);
    expect(view).toMatchObject({ state: 'done', usd: { actual: '0.465', held: '0' } });
    expect(pictures.books().netMicros + paid.service.books().netMicros).toBe(465_000);
    const call = await paid.data.store.calls.find(id, 'clip/1/make-video', 1);
    expect(JSON.stringify(call).length).toBeLessThan(10_000);
  });
});
