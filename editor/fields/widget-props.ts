import type { z } from 'zod';
import type { Field as Meta } from '#nodes/fields.ts';
import type { Limits } from './limits.ts';

/** What the component of a widget is given. */
export type WidgetProps = {
  /** Of the element that takes the focus. */
  readonly id: string;
  readonly label: string;
  readonly nodeId: string;
  readonly schema: z.ZodType;
  readonly limits: Limits;
  readonly meta: Meta;
  /** What somebody set; undefined where the default holds. */
  readonly value: unknown;
  onChange(value: unknown): void;
  /** Goes back to the default. */
  onClear(): void;
  /** On a card: lower, and without explanations. */
  readonly compact: boolean;
  /** The least number of lines that long text is given. */
  readonly lines?: number;
  readonly disabled: boolean;
  readonly invalid: boolean;
  readonly describedBy?: string;
};

/** The attributes that every control takes over. */
export function controlProps({ id, label, disabled, invalid, describedBy }: WidgetProps) {
  return {
    id,
    disabled,
    'aria-label': label,
    ...(invalid && { 'aria-invalid': true }),
    ...(describedBy && { 'aria-describedby': describedBy }),
  };
}
