import { Slider } from '../ui/slider.tsx';
import { stepOf } from './limits.ts';
import { NumberInput } from './number-input.tsx';
import { writeNumber } from './number-text.ts';
import { controlProps, type WidgetProps } from './widget-props.ts';

/** A number by feel, with its figure beside it. */
export function SliderField(props: WidgetProps) {
  const { id, value, limits, meta, onChange, onClear, compact } = props;
  const { min = 0, max = 1, fallback, whole } = limits;
  const start = typeof fallback === 'number' ? fallback : min;
  const number = typeof value === 'number' ? value : start;
  const shared = controlProps(props);
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Slider
        {...shared}
        value={Math.min(max, Math.max(min, number))}
        min={min}
        max={max}
        step={stepOf(limits)}
        onValueChange={onChange}
        text={`${writeNumber(number)} ${meta.unit ?? ''}`.trim()}
      />
      <div className="w-16 shrink-0">
        <NumberInput
          {...shared}
          id={`${id}-figure`}
          value={typeof value === 'number' ? value : undefined}
          start={start}
          placeholder={writeNumber(start)}
          min={min}
          max={max}
          whole={whole}
          step={stepOf(limits)}
          unit={meta.unit}
          small={compact}
          onChange={(next) => (next === undefined ? onClear() : onChange(next))}
        />
      </div>
    </div>
  );
}
