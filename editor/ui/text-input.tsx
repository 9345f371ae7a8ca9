import type { ComponentProps } from 'react';
import { classes, controlLook } from './classes.ts';

/** A line of text. */
export function TextInput({ small = false, className, ...rest }: ComponentProps<'input'> & { small?: boolean }) {
  return <input {...rest} className={classes(controlLook, 'w-full min-w-0 px-2', small ? 'h-7 text-[12px]' : 'h-8', className)} />;
}
