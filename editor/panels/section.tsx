import { ChevronDown } from 'lucide-react';
import { Collapsible } from 'radix-ui';
import type { ReactNode } from 'react';

export type SectionProps = {
  title: string;
  /** Right of the title. */
  more?: ReactNode;
  /** Can be folded away; then whether it is open, and who is told. */
  open?: boolean;
  onOpenChange?(open: boolean): void;
  children: ReactNode;
};

/** A titled part of a panel. */
export function Section({ title, more, open, onOpenChange, children }: SectionProps) {
  if (onOpenChange) {
    return (
      <Collapsible.Root open={open} onOpenChange={onOpenChange} className="border-t border-line">
        <Collapsible.Trigger className="group flex h-10 w-full items-center gap-1.5 px-4 text-left font-medium">
          <span className="flex-1">{title}</span>
          <ChevronDown
            aria-hidden
            size={15}
            className="text-faint transition-transform duration-120 group-data-[state=closed]:-rotate-90"
          />
        </Collapsible.Trigger>
        <Collapsible.Content className="px-4 pb-4">{children}</Collapsible.Content>
      </Collapsible.Root>
    );
  }
  return (
    <section className="border-t border-line px-4 pb-4">
      <div className="flex h-10 items-center gap-2">
        <h3 className="flex-1 font-medium">{title}</h3>
        {more}
      </div>
      {children}
    </section>
  );
}
