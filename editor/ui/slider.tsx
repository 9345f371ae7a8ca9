import { Slider as Radix } from 'radix-ui';
import type { ControlProps } from './control-props.ts';

export type SliderProps = ControlProps & {
  value: number;
  min: number;
  max: number;
  step: number;
  onValueChange(value: number): void /** The value in words. */;
  text: string;
};

/** A number between two ends, by feel. */
export function Slider({ value, min, max, step, onValueChange, text, id, disabled, ...aria }: SliderProps) {
  return (
    <Radix.Root
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onValueChange={([next]) => next !== undefined && onValueChange(next)}
      className="relative flex h-7 min-w-0 flex-1 touch-none items-center data-[disabled]:opacity-50"
    >
      <Radix.Track className="relative h-1 flex-1 rounded-full bg-line-strong">
        <Radix.Range className="absolute h-full rounded-full bg-muted" />
      </Radix.Track>
      <Radix.Thumb
        {...aria}
        id={id}
        aria-valuetext={text}
        className="block h-3.5 w-3.5 rounded-full border-2 border-panel bg-text shadow-card"
      />
    </Radix.Root>
  );
}
