import { type ComponentProps, useLayoutEffect, useRef } from 'react';
import { classes, controlLook } from './classes.ts';

export type TextAreaProps = Omit<ComponentProps<'textarea'>, 'value' | 'ref'> & {
  value: string /** Lines in sight before it scrolls. */;
  maxRows?: number;
};

const lineHeight = 20;
/** Border and padding above and below the text. */
const frame = 12;

/** Text of several lines; it grows with what is written. */
export function TextArea({ value, maxRows = 12, rows = 2, className, ...rest }: TextAreaProps) {
  const ref = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => fitHeight(ref.current, value), [value]);
  return (
    <textarea
      {...rest}
      ref={ref}
      rows={rows}
      value={value}
      spellCheck={rest.spellCheck ?? true}
      style={{ minHeight: rows * lineHeight + frame, maxHeight: maxRows * lineHeight + frame, lineHeight: `${lineHeight}px` }}
      className={classes(controlLook, 'block w-full resize-none px-2 py-[5px] field-sizing-content', className)}
    />
  );
}

/** Browsers without `field-sizing` are told the height. */
function fitHeight(element: HTMLTextAreaElement | null, value: string): void {
  if (!element || CSS.supports('field-sizing', 'content')) return;
  element.style.height = 'auto';
  if (value) element.style.height = `${element.scrollHeight + 2}px`;
}
