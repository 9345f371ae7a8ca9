import { type KeyboardEvent, useState } from 'react';
import { classes, controlLook } from '../ui/classes.ts';
import type { ControlProps } from '../ui/control-props.ts';
import { readNumber, stepped, writeNumber } from './number-text.ts';

export type NumberInputProps = ControlProps & {
  /** Undefined while nothing is set. */
  value: number | undefined;
  /** Where the arrow keys begin while nothing is set. */
  start: number;
  placeholder: string;
  min?: number;
  max?: number;
  step: number;
  whole?: boolean;
  unit?: string;
  small?: boolean;
  onChange(value: number | undefined): void;
};

/** A number that can be typed, with a point or a comma, and stepped with the arrow keys (with Shift ten steps at once). */
export function NumberInput(props: NumberInputProps) {
  const { value, start, placeholder, min, max, step, whole = false, unit, small = false, onChange, ...control } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const type = (text: string): void => {
    setDraft(text);
    const number = readNumber(text);
    if (text.trim() === '') onChange(undefined);
    else if (number !== undefined) onChange(whole ? Math.round(number) : number);
  };
  const stepBy = (event: KeyboardEvent): void => {
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (way === 0) return;
    event.preventDefault();
    setDraft(null);
    onChange(stepped(value ?? start, way * step * (event.shiftKey ? 10 : 1), { min, max }));
  };
  return (
    <span
      className={classes(
        controlLook,
        'flex w-full min-w-0 items-center gap-1 px-2',
        small ? 'h-7 text-[12px]' : 'h-8',
        control['aria-invalid'] && 'border-failed',
        control.disabled && 'opacity-50',
      )}
    >
      <input
        {...control}
        role="spinbutton"
        inputMode={whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        aria-valuenow={value ?? start}
        aria-valuemin={min}
        aria-valuemax={max}
        value={draft ?? (value === undefined ? '' : writeNumber(value))}
        placeholder={placeholder}
        onFocus={(event) => event.target.select()}
        onBlur={() => setDraft(null)}
        onChange={(event) => type(event.target.value)}
        onKeyDown={stepBy}
        className="h-full w-full min-w-0 bg-transparent outline-none"
      />
      {unit && (
        <span aria-hidden className="shrink-0 text-faint">
          {unit}
        </span>
      )}
    </span>
  );
}
