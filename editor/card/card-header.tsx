import { useView } from '../stores/view.ts';
import type { CardState } from './card-state.ts';
import { iconOf } from './icons.ts';
import { StateSign } from './state-sign.tsx';
import { TitleField } from './title-field.tsx';

type Props = {
  id: string;
  title: string;
  icon: string;
  group: string;
  state: CardState;
  words: string;
  price: string | undefined;
  docs: string;
};

/** Icon, title, price and state. A double click on the title writes it anew. */
export function CardHeader({ id, title, icon, state, words, price, docs }: Props) {
  const Icon = iconOf(icon);
  const renaming = useView((view) => view.renaming === id);
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 px-3">
      <Icon size={16} strokeWidth={1.75} className="shrink-0 text-muted" aria-hidden />
      {renaming ? (
        <TitleField id={id} title={title} />
      ) : (
        <h3
          className="min-w-0 flex-1 truncate font-medium text-[13.5px]"
          title={`${title}. ${docs}`}
          onDoubleClick={() => useView.getState().set({ renaming: id })}
        >
          {title}
        </h3>
      )}
      {price && <span className={`shrink-0 text-xs ${price === 'free' ? 'text-faint' : 'font-medium text-text'}`}>{price}</span>}
      <StateSign state={state} words={words} />
    </header>
  );
}
