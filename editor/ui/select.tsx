import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { classes, controlLook, floatLook, itemLook } from './classes.ts';
import type { ControlProps } from './control-props.ts';

export type Option = { value: string; title: string; hint?: string };
export type SelectProps = ControlProps & {
  value: string;
  options: readonly Option[];
  onValueChange(value: string): void;
  placeholder?: string;
  small?: boolean;
};

/** One of a few. */
export function Select({ value, options, onValueChange, placeholder, small = false, ...control }: SelectProps) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} disabled={control.disabled}>
      <Radix.Trigger
        {...control}
        className={classes(controlLook, 'flex w-full min-w-0 items-center gap-1 pr-1.5 pl-2 text-left', small ? 'h-7 text-[12px]' : 'h-8')}
      >
        <span className="min-w-0 flex-1 truncate">
          <Radix.Value placeholder={<span className="text-faint">{placeholder}</span>} />
        </span>
        <ChevronDown aria-hidden size={14} className="shrink-0 text-faint" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={classes(
            floatLook,
            'max-h-[var(--radix-select-content-available-height)] min-w-[var(--radix-select-trigger-width)] overflow-hidden',
          )}
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item key={option.value} value={option.value} className={itemLook}>
                <span className="grid w-4 shrink-0 place-items-center">
                  <Radix.ItemIndicator>
                    <Check aria-hidden size={14} />
                  </Radix.ItemIndicator>
                </span>
                <Radix.ItemText>{option.title}</Radix.ItemText>
                {option.hint && <span className="ml-auto pl-4 text-faint">{option.hint}</span>}
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
