import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export type Tab = { value: string; title: string; count?: number; tone?: 'failed' | 'waiting'; content: ReactNode };
export type TabsProps = {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onValueChange(value: string): void /** Beside the names. */;
  more?: ReactNode;
};

/** Several views of one thing, one at a time. Arrow keys go from name to name. */
export function Tabs({ label, tabs, value, onValueChange, more }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} className="flex h-full min-h-0 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line px-2">
        <Radix.List aria-label={label} className="flex h-full gap-1">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              className="-mb-px flex items-center gap-1.5 border-b-2 border-transparent px-2 text-muted transition-colors duration-120 hover:text-text data-[state=active]:border-text data-[state=active]:font-medium data-[state=active]:text-text"
            >
              {tab.title}
              {tab.count !== undefined && tab.count > 0 && (
                <span
                  className={classes(
                    'min-w-4 rounded-full bg-raised px-1.5 text-center text-[11px] font-medium leading-4',
                    tab.tone === 'failed' && 'text-failed',
                    tab.tone === 'waiting' && 'text-waiting',
                  )}
                >
                  {tab.count}
                </span>
              )}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {more && <div className="ml-auto flex items-center gap-1">{more}</div>}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="min-h-0 flex-1 overflow-hidden outline-none">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
