import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { IconButton } from './icon-button.tsx';

export const scrimLook = 'fixed inset-0 z-40 bg-black/50';

export type DialogProps = {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: string;
  /** Said under the title. */
  description?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  footer?: ReactNode;
  children: ReactNode;
};

const widths = { small: 'max-w-[440px]', medium: 'max-w-[720px]', large: 'max-w-[1040px]' };

/** Something that wants the whole attention. Escape closes it, and the focus goes back where it came from. */
export function Dialog({ open, onOpenChange, title, description, size = 'medium', footer, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrimLook} />
        <Radix.Content
          onOpenAutoFocus={focusInside}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={classes(
            'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100vh-48px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-xl border border-line bg-panel shadow-card outline-none',
            widths[size],
          )}
        >
          <header className="flex items-start gap-4 border-b border-line py-3 pr-3 pl-5">
            <div className="min-w-0 flex-1 py-1">
              <Radix.Title className="text-[15px] font-semibold">{title}</Radix.Title>
              {description && <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>}
            </div>
            <IconButton icon={X} label="Close" onClick={() => onOpenChange(false)} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-5">{children}</div>
          {footer && <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The focus goes to the first field, else to the dialog itself, and not to its close button, whose tooltip would take the first Escape. */
function focusInside(event: Event): void {
  event.preventDefault();
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const field = event.currentTarget.querySelector<HTMLElement>('input:not([hidden]), textarea');
  (field ?? event.currentTarget).focus();
}
