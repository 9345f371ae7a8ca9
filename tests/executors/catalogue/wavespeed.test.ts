import { expect, it } from 'vitest';
import { wavespeedRows } from '#executors/catalogue/wavespeed.ts';
import { priceOf } from '#nodes/price.ts';

/** Published figures in USD: a length asked for (or characters, or nothing) and what it costs. */
const published: Readonly<Record<string, readonly (readonly [amount: number, usd: number])[]>> = {
  'z-image-base': [[0, 0.01]],
  'hunyuan-video-1.5-480p': [
    [5, 0.1],
    [6, 0.16],
  ],
  'hunyuan-video-1.5-720p': [
    [5, 0.2],
    [8, 0.32],
  ],
  'wan-2.5-t2v-480p': [
    [5, 0.25],
    [7, 0.5],
  ],
  'wan-2.5-i2v-480p': [
    [3, 0.15],
    [6.2, 0.35],
  ],
  'wan-2.5-t2v-720p': [
    [5, 0.5],
    [10, 1],
  ],
  'wan-2.5-i2v-720p': [[4, 0.4]],
  'wan-2.5-t2v-1080p': [[10, 1.5]],
  'wan-2.5-i2v-1080p': [[10, 1.5]],
  'ltx-2-fast-t2v': [
    [5, 0.24],
    [20, 0.8],
  ],
  'ltx-2-fast-i2v': [[7, 0.32]],
  'ltx-2-pro-t2v': [[6, 0.36]],
  'ltx-2-pro-i2v': [[10, 0.6]],
  'kandinsky5-pro-512p': [[3, 0.2]],
  'kandinsky5-pro-1024p': [[5, 0.6]],
  'veo-3.1-t2v': [[8, 3.2]],
  'veo-3.1-i2v': [
    [3, 1.6],
    [8, 3.2],
  ],
  'flashvsr-720p': [
    [2, 0.06],
    [10, 0.12],
  ],
  'flashvsr-1080p': [[5, 0.09]],
  'flashvsr-2k': [[5, 0.12]],
  'flashvsr-4k': [
    [5, 0.16],
    [7, 0.32],
  ],
  'speech-02-turbo': [[1000, 0.03]],
  'speech-02-hd': [[1000, 0.05]],
  'prompt-optimizer': [[0, 0.001]],
  'heygen-video-translate': [[10, 0.375]],
};

it('every row costs what is published, and every published figure has its row', () => {
  expect(wavespeedRows.map(({ id }) => id)).toEqual(Object.keys(published).map((name) => `wavespeed/${name}`));
  for (const row of wavespeedRows) {
    const figures = published[row.id.replace('wavespeed/', '')] ?? [];
    const costs = figures.map(([amount]) => priceOf(row, { seconds: amount }, { characters: amount }));
    expect([row.id, costs]).toEqual([row.id, figures.map(([, usd]) => Math.round(usd * 1e6))]);
  }
});

it('every row says where its price was published and is closed until there is a key', () => {
  for (const { priceSource, available, remote } of wavespeedRows) {
    expect(priceSource?.title).toBeTruthy();
    expect(priceSource?.date).toMatch(/^2026-\d\d-\d\d$/);
    expect(remote).toBeTruthy();
    expect(available).toBe(false);
  }
});

it('there is a ladder for films: words, a picture, and two pictures to fill the gap between', () => {
  const films = wavespeedRows.filter(({ kinds }) => kinds.includes('make-video'));
  const has = (tier: string, input: string) => films.some((row) => row.tier === tier && row.takes.includes(input));
  expect([has('draft', 'prompt'), has('draft', 'first'), has('standard', 'first'), has('premium', 'last')]).toEqual([
    true,
    true,
    true,
    true,
  ]);
});
