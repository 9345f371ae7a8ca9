import { Command } from 'cmdk';
import { Check, ChevronDown } from 'lucide-react';
import { Popover as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { classes, controlLook, floatLook, itemLook } from './classes.ts';
import type { ControlProps } from './control-props.ts';
import { searchRank } from './search-rank.ts';

export type Choice = {
  value: string;
  title: string /** Right-aligned: a price, a code. */;
  hint?: ReactNode /** Under the title. */;
  detail?: string;
  disabled?: boolean;
};
export type ComboboxProps = ControlProps & {
  value: string;
  /** What the closed control shows. */
  shown: ReactNode;
  choices: readonly Choice[];
  onValueChange(value: string): void;
  searchLabel: string;
  small?: boolean;
};

/** What people see is the title; the value can be typed too. */
function byTitle(value: string, search: string, keywords: string[] = []): number {
  return searchRank(keywords[0] ?? value, search, [value]);
}

/** One of many, found by typing. */
export function Combobox({ value, shown, choices, onValueChange, searchLabel, small = false, ...control }: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const choose = (next: string): void => {
    onValueChange(next);
    setOpen(false);
  };
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger
        {...control}
        role="combobox"
        aria-expanded={open}
        className={classes(controlLook, 'flex w-full min-w-0 items-center gap-1 pr-1.5 pl-2 text-left', small ? 'h-7 text-[12px]' : 'h-8')}
      >
        <span className="min-w-0 flex-1 truncate">{shown}</span>
        <ChevronDown aria-hidden size={14} className="shrink-0 text-faint" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={classes(floatLook, 'w-[max(var(--radix-popover-trigger-width),260px)]')}
        >
          <Command label={searchLabel} defaultValue={value} filter={byTitle}>
            <Command.Input placeholder={searchLabel} className="h-9 w-full border-b border-line bg-transparent px-3 outline-none" />
            <Command.List className="max-h-72 overflow-y-auto overscroll-contain p-1">
              <Command.Empty className="px-2 py-3 text-muted">Nothing by that name.</Command.Empty>
              {choices.map((choice) => (
                <Command.Item
                  key={choice.value}
                  value={choice.value}
                  keywords={[choice.title]}
                  disabled={choice.disabled}
                  onSelect={() => choose(choice.value)}
                  className={itemLook}
                >
                  <span className="grid w-4 shrink-0 place-items-center">{choice.value === value && <Check aria-hidden size={14} />}</span>
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{choice.title}</span>
                    {choice.detail && <span className="block truncate text-[12px] text-muted">{choice.detail}</span>}
                  </span>
                  {choice.hint && <span className="pl-2 text-[12px] text-muted">{choice.hint}</span>}
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
