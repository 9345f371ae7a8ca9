import { Check, type LucideIcon } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { classes, floatLook, itemLook } from './classes.ts';
import { Kbd } from './kbd.tsx';

export type MenuProps = { trigger: ReactElement; label: string; align?: 'start' | 'end'; children: ReactNode };

/** A list of acts behind a button. */
export function Menu({ trigger, label, align = 'end', children }: MenuProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content aria-label={label} align={align} sideOffset={4} collisionPadding={8} className={classes(floatLook, 'min-w-28 p-1')}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export type MenuItemProps = {
  icon?: LucideIcon;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect(): void;
  children: ReactNode;
};

export function MenuItem({ icon: Icon, keys, danger = false, disabled, onSelect, children }: MenuItemProps) {
  return (
    <Radix.Item disabled={disabled} onSelect={onSelect} className={classes(itemLook, danger && 'text-failed')}>
      {Icon && <Icon aria-hidden size={15} strokeWidth={1.75} className={danger ? '' : 'text-muted'} />}
      <span className="flex-1">{children}</span>
      {keys && <Kbd keys={keys} />}
    </Radix.Item>
  );
}

export function MenuDivider() {
  return <Radix.Separator className="mx-1 my-1 h-px bg-line" />;
}

export type MenuChoiceProps = { value: string; options: readonly { value: string; title: string }[]; onValueChange(value: string): void };

/** One of several, in a menu. */
export function MenuChoice({ value, options, onValueChange }: MenuChoiceProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onValueChange}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={itemLook}>
          <span className="grid w-4 shrink-0 place-items-center">
            <Radix.ItemIndicator>
              <Check aria-hidden size={14} />
            </Radix.ItemIndicator>
          </span>
          {option.title}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
