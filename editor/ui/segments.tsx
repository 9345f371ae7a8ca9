import { RadioGroup as Radix } from 'radix-ui';
import type { ControlProps } from './control-props.ts';
import type { Option } from './select.tsx';

export type SegmentsProps = ControlProps & { value: string; options: readonly Option[]; onValueChange(value: string): void };

/** One of two to four short words, all in sight. Arrow keys change it. */
export function Segments({ value, options, onValueChange, ...control }: SegmentsProps) {
  return (
    <Radix.Root
      {...control}
      value={value}
      onValueChange={onValueChange}
      orientation="horizontal"
      className="flex h-8 w-full gap-0.5 rounded-md border border-line bg-well p-0.5 aria-invalid:border-failed"
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          className="min-w-0 flex-1 truncate rounded px-1.5 text-[12px] text-muted transition-colors duration-120 hover:text-text disabled:opacity-50 data-[state=checked]:bg-raised data-[state=checked]:font-medium data-[state=checked]:text-text data-[state=checked]:shadow-[0_0_0_1px_var(--line-strong)]"
        >
          {option.title}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
