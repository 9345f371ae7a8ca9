import type { Row } from '#nodes/price.ts';

type More = Pick<Row, 'kinds' | 'tier' | 'takes' | 'pace'> & Partial<Row>;

const row = (id: string, title: string, more: More): Row => ({
  id: `openai-compatible/${id}`,
  title,
  provider: 'openai-compatible',
  rev: 1,
  available: false,
  price: { per: 'call', micros: 0 },
  ...more,
});

/** What a server of one’s own can do. Which model does it is a setting; each row is available where its setting is given. */
export const openaiCompatibleRows: readonly Row[] = [
  row('text', 'Own language model', {
    kinds: ['plan-shots', 'enhance-text'],
    tier: 'standard',
    takes: ['brief', 'text'],
    pace: { base: 60, perSecond: 0 },
  }),
  row('image', 'Own image model', {
    kinds: ['make-image'],
    tier: 'standard',
    takes: ['prompt', 'reference', 'mask'],
    needs: ['prompt'],
    pace: { base: 60, perSecond: 0 },
  }),
  row('speech', 'Own speech model', { kinds: ['speak'], tier: 'standard', takes: ['text', 'shot'], pace: { base: 5, perSecond: 0.5 } }),
  row('transcription', 'Own transcription model', {
    kinds: ['transcribe'],
    tier: 'premium',
    takes: ['video', 'audio', 'script'],
    maxSeconds: 3600,
    pace: { base: 10, perSecond: 0.2 },
  }),
];
