import { type EmulatorOptions, startWavespeed, type WavespeedEmulator } from '../../providers/wavespeed-emulator.ts';
import { openPaidBy, type PaidBy } from './open-paid-by.ts';

export type Paid = PaidBy<WavespeedEmulator>;

/** An engine with real files whose only provider is the emulated WaveSpeed; waiting takes no time, and is written down. */
export async function openPaid(emulated: EmulatorOptions = {}): Promise<Paid> {
  return openPaidBy('wavespeed', await startWavespeed({ jobMs: 0, ...emulated }));
}

/** One clip from words at the draft tier: $0.10 with the cheapest row. */
export function clip(text = 'A ship in a storm.', settings: object = {}): Record<string, unknown> {
  return {
    filmloom: 1,
    name: 'Clip',
    settings: { tier: 'draft', resolution: '480p', ...settings },
    nodes: { brief: { type: 'prompt', params: { text } }, clip: { type: 'text-to-video', params: { seconds: 5 } } },
    edges: [{ from: 'brief.text', to: 'clip.prompt' }],
  };
}

/** A clip for each row of a list. */
export function clips(texts: readonly string[], settings: object = {}): Record<string, unknown> {
  const rows = texts.map((text, index) => ({ key: `r${index + 1}`, text }));
  return {
    ...clip('', settings),
    nodes: { list: { type: 'list', params: { rows } }, clip: { type: 'text-to-video', params: { seconds: 5 } } },
    edges: [{ from: 'list.items', to: 'clip.prompt' }],
  };
}
