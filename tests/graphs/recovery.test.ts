import { describe, expect, it } from 'vitest';
import { maxRetries, maxRewordings, recoveryOf } from '#graphs/recovery.ts';
import { type Input, newRun, type Remedy, type Run, type StepRun } from '#graphs/run.ts';
import { sampleRows } from './sample-rows.ts';

const choice = 'clips/make-video/auto';

/** A run that chose video-a, with video-b and video-premium to stand in for it. */
function run(): Run {
  const rows = sampleRows.map((row) => (row.id === 'video-premium' ? { ...row, provider: 'another' } : row));
  const quote = {
    tier: 'standard' as const,
    choices: { [choice]: 'video-a' },
    rows,
    runnersUp: { [choice]: ['video-a', 'video-b', 'video-premium'] },
  };
  return newRun({ filmloom: 1, settings: {}, nodes: {}, edges: [], inputs: {} }, quote, new Map());
}

const entry = (more: Partial<StepRun> = {}, model = 'auto'): StepRun => ({
  step: { id: 'clips/1/make-video', node: 'clips', element: '1', kind: 'make-video', params: {}, reads: {}, take: 0, model },
  state: 'running',
  attempt: 1,
  row: 'video-a',
  ...more,
});

const failed = (remedy?: Remedy, more: { retryAfterMs?: number; jitter?: number } = {}): Extract<Input, { type: 'failed' }> => ({
  type: 'failed',
  step: 'clips/1/make-video',
  attempt: 1,
  error: { code: 'PROVIDER_DOWN', message: 'It is down.' },
  ...(remedy ? { remedy } : {}),
  ...more,
});

describe('recovery from a failed attempt', () => {
  it('gives up where nothing but a person helps', () => {
    expect(recoveryOf(run(), entry(), failed())).toEqual({ type: 'give-up' });
  });

  it('waits twice as long from try to try, and gives up after the last', () => {
    const waits = Array.from({ length: maxRetries + 1 }, (_, retries) =>
      recoveryOf(run(), entry({ retries }), failed('transient', { jitter: 0.5 })),
    );
    expect(waits.map((one) => (one.type === 'again' ? one.waitMs : one.type))).toEqual([2_000, 4_000, 8_000, 16_000, 'give-up']);
  });

  it.each([0, 0.25, 0.5, 0.999])('spreads waits over half to one and a half times (jitter %f)', (jitter) => {
    for (let retries = 0; retries < maxRetries; retries += 1) {
      const again = recoveryOf(run(), entry({ retries }), failed('transient', { jitter }));
      const whole = 2_000 * 2 ** retries;
      expect(again).toMatchObject({ type: 'again', retries: retries + 1 });
      expect(again.type === 'again' && again.waitMs).toBeGreaterThanOrEqual(whole / 2);
      expect(again.type === 'again' && again.waitMs).toBeLessThanOrEqual(whole * 1.5);
    }
  });

  it('leaves a provider alone for as long as it asks, and never less than its own wait', () => {
    expect(recoveryOf(run(), entry(), failed('transient', { retryAfterMs: 60_000, jitter: 0.5 }))).toMatchObject({ waitMs: 60_000 });
    expect(recoveryOf(run(), entry(), failed('transient', { retryAfterMs: 10, jitter: 0.5 }))).toMatchObject({ waitMs: 2_000 });
  });

  it('changes the words at once and only so often, without using up tries', () => {
    const rounds = Array.from({ length: maxRewordings + 1 }, (_, rewordings) =>
      recoveryOf(run(), entry({ rewordings, retries: 1 }), failed('moderated')),
    );
    expect(rounds).toEqual([
      { type: 'again', waitMs: 0, retries: 1, rewordings: 1 },
      { type: 'again', waitMs: 0, retries: 1, rewordings: 2 },
      { type: 'give-up' },
    ]);
  });

  it('takes the next row of another provider when a provider is out', () => {
    expect(recoveryOf(run(), entry(), failed('outage'))).toEqual({
      type: 'reroute',
      choice,
      row: 'video-premium',
      from: 'video-a',
      why: 'It is down.',
    });
  });

  it('takes what another step has changed to meanwhile', () => {
    const changed = run();
    changed.quote = { ...changed.quote, choices: { [choice]: 'video-b' } };
    expect(recoveryOf(changed, entry(), failed('outage'))).toEqual({ type: 'reconsider' });
  });

  it('tries the last row of the order again, then gives up', () => {
    const last = run();
    last.quote = { ...last.quote, choices: { [choice]: 'video-premium' } };
    expect(recoveryOf(last, entry({ row: 'video-premium' }), failed('outage'))).toMatchObject({ type: 'again', retries: 1 });
    expect(recoveryOf(last, entry({ row: 'video-premium', retries: maxRetries }), failed('outage'))).toEqual({ type: 'give-up' });
  });

  it('never replaces a model that a person has named', () => {
    expect(recoveryOf(run(), entry({}, 'video-a'), failed('outage'))).toMatchObject({ type: 'again' });
  });
});
