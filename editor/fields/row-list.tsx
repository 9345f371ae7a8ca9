import { GripVertical, Trash2 } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { moveRow, type Row, removeRow } from './keyed-rows.ts';

export type RowListProps = {
  rows: readonly Row[];
  /** What a row is called: `Shot`. */
  word: string;
  disabled: boolean;
  onChange(rows: readonly Row[]): void;
  renderRow(row: Row, index: number): ReactNode;
};

const dragType = 'application/x-filmloom-row';

/** Rows that can be dragged, moved with Alt and the arrow keys, and taken away. */
export function RowList({ rows, word, disabled, onChange, renderRow }: RowListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [target, setTarget] = useState<number | null>(null);
  const dragged = useRef<number | null>(null);
  const move = (from: number, to: number): void => {
    onChange(moveRow(rows, from, to));
    if (to >= 0 && to < rows.length) requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-grip]')[to]?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    const way = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (!way || disabled) return;
    event.preventDefault();
    move(index, index + way);
  };
  const onDrop = (event: DragEvent, index: number): void => {
    if (dragged.current === null) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(moveRow(rows, dragged.current, index));
    setTarget(null);
  };
  return (
    <ol ref={list} className="flex flex-col gap-2">
      {rows.map((row, index) => (
        <li
          // rows without a key are told apart by their place
          key={typeof row.key === 'string' ? `key ${row.key}` : index}
          onKeyDown={(event) => onKeyDown(event, index)}
          onDragOver={(event) => {
            if (!event.dataTransfer.types.includes(dragType)) return;
            event.preventDefault();
            setTarget(index);
          }}
          onDrop={(event) => onDrop(event, index)}
          className={classes(
            'group/row flex gap-1 rounded-lg border bg-card py-1.5 pr-1.5',
            target === index ? 'border-focus' : 'border-line',
          )}
        >
          <span className="flex w-6 shrink-0 flex-col items-center gap-0.5 text-faint">
            <button
              type="button"
              data-grip
              draggable={!disabled}
              disabled={disabled}
              aria-label={`Move ${word.toLowerCase()} ${index + 1}: Alt with the arrow keys, or drag`}
              onDragStart={(event) => {
                event.dataTransfer.setData(dragType, String(index));
                event.dataTransfer.effectAllowed = 'move';
                dragged.current = index;
              }}
              onDragEnd={() => {
                dragged.current = null;
                setTarget(null);
              }}
              className="grid h-7 w-5 cursor-grab place-items-center rounded hover:text-text active:cursor-grabbing"
            >
              <GripVertical aria-hidden size={14} />
            </button>
            <span aria-hidden className="text-[11px]">
              {index + 1}
            </span>
          </span>
          <div className="min-w-0 flex-1">{renderRow(row, index)}</div>
          <IconButton
            icon={Trash2}
            label={`Remove ${word.toLowerCase()} ${index + 1}`}
            small
            disabled={disabled}
            onClick={() => onChange(removeRow(rows, index))}
            className="mt-0.5 opacity-0 focus-visible:opacity-100 group-focus-within/row:opacity-100 group-hover/row:opacity-100"
          />
        </li>
      ))}
    </ol>
  );
}
