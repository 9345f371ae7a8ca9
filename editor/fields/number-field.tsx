import { classes } from '../ui/classes.ts';
import { stepOf } from './limits.ts';
import { NumberInput } from './number-input.tsx';
import { writeNumber } from './number-text.ts';
import { controlProps, type WidgetProps } from './widget-props.ts';

/** A number; beside it "Automatic" where the parameter takes that too. */
export function NumberField(props: WidgetProps) {
  const { value, limits, meta, onChange, onClear, compact, disabled } = props;
  const { min, max, whole, auto, fallback } = limits;
  const isAuto = auto && (value ?? fallback) === 'auto';
  const autoTitle = meta.titles?.auto ?? 'Automatic';
  const placeholder = isAuto ? autoTitle : typeof fallback === 'number' ? writeNumber(fallback) : (meta.placeholder ?? 'Not set');
  const start = typeof fallback === 'number' ? fallback : (min ?? 0);
  return (
    <div className="flex min-w-0 gap-1.5">
      <NumberInput
        {...controlProps(props)}
        value={typeof value === 'number' ? value : undefined}
        start={start}
        placeholder={placeholder}
        min={min}
        max={max}
        whole={whole}
        step={stepOf(limits)}
        unit={isAuto ? undefined : meta.unit}
        small={compact}
        onChange={(next) => (next === undefined ? onClear() : onChange(next))}
      />
      {auto && (
        <button
          type="button"
          aria-pressed={isAuto}
          disabled={disabled}
          onClick={() => (isAuto ? onChange(typeof fallback === 'number' ? fallback : (min ?? 1)) : onChange('auto'))}
          className={classes(
            'shrink-0 rounded-md border px-2 text-[12px] transition-colors duration-120 disabled:opacity-50',
            compact ? 'h-7' : 'h-8',
            isAuto
              ? 'border-line-strong bg-raised font-medium text-text'
              : 'border-line text-muted hover:border-line-strong hover:text-text',
          )}
        >
          {autoTitle}
        </button>
      )}
    </div>
  );
}
