import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import { Tooltip } from './tooltip.tsx';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  icon: LucideIcon;
  /** What it does; read aloud, and shown on hover and focus. */
  label: string;
  /** A key binding, such as `Mod+K`. */
  keys?: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  small?: boolean;
};

/** A button with a picture only; its name is in a tooltip. */
export function IconButton({ icon: Icon, label, keys, side, small = false, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} side={side}>
      <button type="button" aria-label={label} className={classes('icon-button shrink-0', small && 'h-6! w-6!', className)} {...rest}>
        <Icon aria-hidden size={small ? 14 : 16} strokeWidth={1.75} />
      </button>
    </Tooltip>
  );
}
