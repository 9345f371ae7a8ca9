import { Check, Plus } from 'lucide-react';
import { classes } from '../ui/classes.ts';
import { choiceOptions, valueOfOption } from './choice-options.ts';
import { controlProps, type WidgetProps } from './widget-props.ts';

/** Any of several values; they stay in the order of the schema. */
export function ChoicesField(props: WidgetProps) {
  const { id, value, limits, meta, label, onChange, disabled, compact, invalid } = props;
  const options = choiceOptions(limits, meta);
  const current = value ?? limits.fallback;
  const chosen = new Set(Array.isArray(current) ? current.map(String) : []);
  const toggle = (option: string): void => {
    const next = new Set(chosen);
    if (!next.delete(option)) next.add(option);
    onChange(options.filter((one) => next.has(one.value)).map((one) => valueOfOption(limits, one.value)));
  };
  return (
    <fieldset {...controlProps(props)} disabled={disabled} className="m-0 flex min-w-0 flex-wrap gap-1.5 border-0 p-0">
      <legend className="sr-only">{label}</legend>
      {options.map((option, index) => {
        const on = chosen.has(option.value);
        const Sign = on ? Check : Plus;
        return (
          <button
            key={option.value}
            id={index === 0 ? `${id}-first` : undefined}
            type="button"
            aria-pressed={on}
            onClick={() => toggle(option.value)}
            className={classes(
              'inline-flex items-center gap-1 rounded-full border pr-2.5 pl-2 text-[12px] transition-colors duration-120 disabled:opacity-50',
              compact ? 'h-6' : 'h-7',
              on ? 'border-line-strong bg-raised text-text' : 'border-line text-muted hover:border-line-strong hover:text-text',
              invalid && 'border-failed',
            )}
          >
            <Sign aria-hidden size={12} className={on ? '' : 'text-faint'} />
            {option.title}
          </button>
        );
      })}
    </fieldset>
  );
}
