import type { z } from 'zod';
import { fields } from '#nodes/fields.ts';

import { limitsOf } from './limits.ts';
import { ValueControl } from './value-control.tsx';

export type CellProps = {
  /** Of the list that the cell is in. */
  listId: string;
  nodeId: string;
  row: number;
  name: string;
  schema: z.ZodType;
  value: unknown;
  disabled: boolean;
  onChange(value: unknown): void;
  /** Hint where the cell itself has none. */
  placeholder?: string;
};

/** The label of a column. */
export function columnLabel(schema: z.ZodType, name: string): string {
  return fields.get(schema)?.label ?? name;
}

/** One value of one row, edited by the widget of its column. */
export function Cell({ listId, nodeId, row, name, schema, value, disabled, onChange, placeholder }: CellProps) {
  const meta = fields.get(schema) ?? { label: name };
  const result = value === undefined ? undefined : schema.safeParse(value);
  return (
    <ValueControl
      id={`${listId}-${row}-${name}`}
      label={`${meta.label}, row ${row + 1}`}
      nodeId={nodeId}
      schema={schema}
      limits={limitsOf(schema)}
      meta={{ ...meta, placeholder: meta.placeholder ?? placeholder ?? meta.label }}
      value={value}
      onChange={onChange}
      onClear={() => onChange(undefined)}
      compact={false}
      lines={1}
      disabled={disabled}
      invalid={result?.success === false}
    />
  );
}
