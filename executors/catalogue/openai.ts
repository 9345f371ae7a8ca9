import type { Row, TokenPrice } from '#nodes/price.ts';

type More = Pick<Row, 'kinds' | 'tier' | 'takes' | 'price' | 'pace' | 'remote' | 'priceSource'> & Partial<Row>;

const row = (id: string, title: string, more: More): Row => ({
  id: `openai/${id}`,
  title,
  provider: 'openai',
  rev: 1,
  available: false,
  ...more,
});

const imagePrices = { title: 'Third-party copies of OpenAI’s price list that agree: 5, 8 and 30 USD a million tokens', date: '2026-11-20' };

/**
 * `made`: tokens of a picture of 1024 × 1024 at this quality. Other sizes are counted by their pixels, which is never too
 * little. A picture that is read is looked at in full.
 */
const image = (quality: 'low' | 'medium' | 'high', tier: Row['tier'], made: number, seconds: number): Row =>
  row(`gpt-image-2-${quality}`, `GPT Image 2, ${quality}`, {
    kinds: ['make-image'],
    tier,
    takes: ['prompt', 'reference', 'mask'],
    needs: ['prompt'],
    remote: 'gpt-image-2',
    sends: { quality },
    maxWidth: 3840,
    maxHeight: 3840,
    price: {
      per: 'thousand tokens',
      micros: 30_000,
      tokens: { text: 5_000, cached: 1_250, picture: 8_000, most: { read: 50, readPerPicture: 6_800, made: 0, madePerSquare: made } },
    },
    pace: { base: seconds, perSecond: 0 },
    priceSource: imagePrices,
  });

const textPrices = { title: 'Three third-party copies of OpenAI’s price list that agree', date: '2026-06-04' };
/** An answer holds a short thought besides what is asked for. */
const most: TokenPrice['most'] = { read: 1_500, made: 3_000, madePerCharacter: 2, madePerShot: 500 };

const text = (model: string, title: string, tier: Row['tier'], micros: number, prices: Pick<TokenPrice, 'text' | 'cached'>): Row =>
  row(model, title, {
    kinds: ['plan-shots', 'enhance-text'],
    tier,
    takes: ['brief', 'text'],
    remote: model,
    price: { per: 'thousand tokens', micros, tokens: { ...prices, most } },
    pace: { base: 15, perSecond: 0 },
    priceSource: textPrices,
  });

const historic = { title: 'OpenAI’s earlier published price, not confirmed since', date: '2026-11-20' };

const speech = (model: string, title: string, tier: Row['tier'], price: Row['price']): Row =>
  row(model, title, {
    kinds: ['speak'],
    tier,
    takes: ['text', 'shot'],
    remote: model,
    price,
    pace: { base: 3, perSecond: 0.2 },
    priceSource: historic,
  });

/** Models of OpenAI whose price is known. `available` is set where a key is configured. */
export const openaiRows: readonly Row[] = [
  image('low', 'draft', 200, 12),
  image('medium', 'standard', 1_767, 30),
  image('high', 'premium', 7_034, 60),
  text('gpt-5.4-nano', 'GPT-5.4 nano', 'draft', 1_250, { text: 200, cached: 20 }),
  text('gpt-5.4-mini', 'GPT-5.4 mini', 'standard', 4_500, { text: 750, cached: 75 }),
  text('gpt-5.4', 'GPT-5.4', 'premium', 15_000, { text: 2_500, cached: 250 }),
  speech('tts-1', 'OpenAI TTS', 'draft', { per: 'character', micros: 15 }),
  speech('gpt-4o-mini-tts', 'GPT-4o mini TTS', 'standard', { per: 'second', micros: 250 }),
  speech('tts-1-hd', 'OpenAI TTS HD', 'premium', { per: 'character', micros: 30 }),
  row('whisper-1', 'Whisper', {
    kinds: ['transcribe'],
    // The only one that tells times, and so it serves every tier.
    tier: 'premium',
    takes: ['video', 'audio', 'script'],
    remote: 'whisper-1',
    maxSeconds: 3600,
    price: { per: 'second', micros: 100 },
    pace: { base: 4, perSecond: 0.05 },
    priceSource: historic,
  }),
];
