import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import { Spinner } from './spinner.tsx';

const looks = {
  /** The one thing to do here. */
  primary: 'border-transparent bg-text text-canvas hover:opacity-88',
  plain: 'border-line bg-card text-text hover:border-line-strong hover:bg-raised',
  quiet: 'border-transparent bg-transparent text-muted hover:bg-raised hover:text-text',
  danger: 'border-line bg-card text-failed hover:border-failed',
};

export type ButtonProps = ComponentProps<'button'> & {
  look?: keyof typeof looks;
  size?: 'small' | 'medium';
  icon?: LucideIcon;
  /** Under way: shows it, and takes no second press. */
  busy?: boolean;
};

/** A button with words. */
export function Button({ look = 'plain', size = 'medium', icon: Icon, busy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={classes(
        'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-[background-color,border-color,opacity,color] duration-120 disabled:opacity-45',
        size === 'small' ? 'h-7 px-2 text-[12px]' : 'h-8 px-3',
        looks[look],
        className,
      )}
      {...rest}
    >
      {busy ? <Spinner /> : Icon && <Icon aria-hidden size={size === 'small' ? 13 : 15} strokeWidth={1.75} />}
      {children}
    </button>
  );
}
