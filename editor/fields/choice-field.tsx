import { Combobox } from '../ui/combobox.tsx';
import { Segments } from '../ui/segments.tsx';
import { Select } from '../ui/select.tsx';
import { choiceOptions, fitsInSegments, valueOfOption } from './choice-options.ts';
import { controlProps, type WidgetProps } from './widget-props.ts';

const mostWithoutSearch = 12;

/** One of the values that a parameter takes: side by side, in a list, or in a list with search, by their number. */
export function ChoiceField(props: WidgetProps) {
  const { value, limits, meta, label, onChange, onClear, compact } = props;
  const options = choiceOptions(limits, meta);
  const current = value ?? limits.fallback;
  const chosen = current === undefined ? '' : String(current);
  const choose = (option: string): void => (option === notSet ? onClear() : onChange(valueOfOption(limits, option)));
  const control = controlProps(props);
  if (options.length > mostWithoutSearch) {
    const title = options.find((option) => option.value === chosen)?.title ?? chosen;
    return (
      <Combobox
        {...control}
        value={chosen}
        shown={title}
        choices={options}
        onValueChange={choose}
        searchLabel={`Find: ${label}`}
        small={compact}
      />
    );
  }
  if (!compact && chosen !== '' && fitsInSegments(options))
    return <Segments {...control} value={chosen} options={options} onValueChange={choose} />;
  const all = limits.fallback === undefined && chosen !== '' ? [{ value: notSet, title: 'Not set' }, ...options] : options;
  return <Select {...control} value={chosen} options={all} onValueChange={choose} placeholder="Not set" small={compact} />;
}

const notSet = '–';
