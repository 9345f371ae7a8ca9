import { Dices } from 'lucide-react';
import { IconButton } from '../ui/icon-button.tsx';
import { NumberInput } from './number-input.tsx';
import { controlProps, type WidgetProps } from './widget-props.ts';

/** Large enough for chance, small enough to read out. */
const mostByDice = 999_999;

/** Where chance begins; the dice throw another one. It stays until somebody changes it. */
export function SeedField(props: WidgetProps) {
  const { value, limits, onChange, onClear, compact, disabled } = props;
  const fallback = typeof limits.fallback === 'number' ? limits.fallback : 1;
  return (
    <div className="flex min-w-0 gap-1.5">
      <NumberInput
        {...controlProps(props)}
        value={typeof value === 'number' ? value : undefined}
        start={fallback}
        placeholder={String(fallback)}
        min={limits.min}
        max={limits.max}
        step={1}
        whole
        small={compact}
        onChange={(next) => (next === undefined ? onClear() : onChange(next))}
      />
      <IconButton
        icon={Dices}
        label="Throw another seed"
        small={compact}
        disabled={disabled}
        className="h-8"
        onClick={() => onChange(throwSeed())}
      />
    </div>
  );
}

function throwSeed(): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return 1 + (random % mostByDice);
}
