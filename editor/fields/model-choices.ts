import type { ModelView } from '#server/contract/catalogue.ts';
import type { NodeEstimate } from '../stores/estimate.ts';
import type { Choice } from '../ui/combobox.tsx';
import { dollars } from '../words/money.ts';

const units: Readonly<Record<string, string>> = { second: 's', image: 'image', call: 'call', character: 'character' };

/** `free`, `$0.05 / s`. */
export function modelPrice({ price }: Pick<ModelView, 'price'>): string {
  return Number(price.usd) === 0 ? 'free' : `${dollars(price.usd)} / ${units[price.per] ?? price.per}`;
}

/** The models that can do every step of a node that needs one, those that can be used first; `kinds` empty means any. */
export function modelChoices(models: readonly ModelView[], kinds: readonly string[]): Choice[] {
  const fitting = models.filter((model) => kinds.every((kind) => model.kinds.includes(kind)));
  const sorted = fitting.toSorted((a, b) => Number(b.available) - Number(a.available) || Number(a.price.usd) - Number(b.price.usd));
  return sorted.map((model) => ({
    value: model.id,
    title: model.title,
    detail: [model.provider, model.tier, ...notesOn(model)].join(' · '),
    hint: modelPrice(model),
  }));
}

function notesOn({ available, failing }: ModelView): string[] {
  if (!available) return ['needs a key or an agent'];
  return failing ? ['keeps failing, left alone for now'] : [];
}

/** What "Automatic" comes to: the titles of the models that the estimate has chosen. */
export function automaticWords(models: readonly ModelView[], estimate: NodeEstimate | undefined): string {
  const titles = new Set((estimate?.models ?? []).map(({ model }) => models.find((row) => row.id === model)?.title ?? model));
  return titles.size > 0 ? `Automatic · ${[...titles].join(', ')}` : 'Automatic';
}
