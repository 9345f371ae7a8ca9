import { ChevronDown, Plus } from 'lucide-react';
import { Collapsible } from 'radix-ui';
import type { z } from 'zod';
import { IconButton } from '../ui/icon-button.tsx';
import { Cell, columnLabel } from './cell.tsx';
import type { Row } from './keyed-rows.ts';

export type ShotRowProps = {
  listId: string;
  nodeId: string;
  index: number;
  row: Row;
  columns: Readonly<Record<string, z.ZodType>>;
  disabled: boolean;
  onCell(name: string, value: unknown): void;
  onAddAfter(): void;
};

/** What is always in sight; everything else is folded away under it. */
const front: ReadonlySet<string> = new Set(['prompt', 'seconds']);

/** One shot: what happens and how long, the rest on demand. */
export function ShotRow({ listId, nodeId, index, row, columns, disabled, onCell, onAddAfter }: ShotRowProps) {
  const rest = Object.entries(columns).filter(([name]) => !front.has(name));
  const filled = rest.filter(([name]) => row[name] !== undefined).map(([name, schema]) => columnLabel(schema, name));
  const cell = (name: string, schema: z.ZodType, placeholder?: string) => (
    <Cell
      listId={listId}
      nodeId={nodeId}
      row={index}
      name={name}
      schema={schema}
      value={row[name]}
      disabled={disabled}
      placeholder={placeholder}
      onChange={(next) => onCell(name, next)}
    />
  );
  return (
    <Collapsible.Root>
      {columns.prompt && cell('prompt', columns.prompt, 'What is seen, and what happens')}
      <div className="mt-1.5 flex items-center gap-1.5">
        <div className="w-20">{columns.seconds && cell('seconds', columns.seconds)}</div>
        <Collapsible.Trigger className="group/more flex h-7 min-w-0 flex-1 items-center gap-1 rounded-md px-1.5 text-left text-[12px] text-muted hover:text-text">
          <ChevronDown
            aria-hidden
            size={13}
            className="shrink-0 transition-transform duration-120 group-data-[state=closed]/more:-rotate-90"
          />
          <span className="truncate">{filled.length > 0 ? filled.join(', ') : 'Narration, camera, mood …'}</span>
        </Collapsible.Trigger>
        <IconButton icon={Plus} label="Add a shot after this one" small disabled={disabled} onClick={onAddAfter} />
      </div>
      <Collapsible.Content className="mt-2 grid gap-2">
        {rest.map(([name, schema]) => (
          <div key={name} className="grid grid-cols-[88px_minmax(0,1fr)] items-start gap-2">
            <label htmlFor={`${listId}-${index}-${name}`} className="pt-1.5 text-[12px] text-muted">
              {columnLabel(schema, name)}
            </label>
            {cell(name, schema, name === 'key' ? String(index + 1) : undefined)}
          </div>
        ))}
      </Collapsible.Content>
    </Collapsible.Root>
  );
}
