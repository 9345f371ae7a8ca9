import { GripVertical, X } from 'lucide-react';
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
/** Rows are told apart by their place: their key can be written anew, and everything in them is read from the document. */
const placeName = (index: number): string => `place ${index}`;

/** Rows that can be dragged, moved with Alt and the arrow keys, and taken away. */
export function RowList({ rows, word, disabled, onChange, renderRow }: RowListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [target, setTarget] = useState<number | null>(null);
  const dragged = useRef<number | null>(null);
  const move = (from: number, to: number): void => {
    onChange(moveRow(rows, from, to));
    if (to >= 0 && to < rows.length) requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-grip]')[to]?.focus());
  };
  const end = (): void => {
    dragged.current = null;
    setTarget(null);
  };
  return (
    <ol ref={list} className="flex flex-col gap-2">
      {rows.map((row, index) => (
        <RowFrame
          key={placeName(index)}
          name={`${word.toLowerCase()} ${index + 1}`}
          place={index + 1}
          isTarget={target === index}
          disabled={disabled}
          onMove={(way) => move(index, index + way)}
          onRemove={() => onChange(removeRow(rows, index))}
          onGrab={() => {
            dragged.current = index;
          }}
          onOver={() => setTarget(index)}
          onDropHere={() => {
            if (dragged.current !== null) move(dragged.current, index);
            end();
          }}
          onEnd={end}
        >
          {renderRow(row, index)}
        </RowFrame>
      ))}
    </ol>
  );
}

type RowFrameProps = {
  name: string;
  place: number;
  isTarget: boolean;
  disabled: boolean;
  onMove(way: 1 | -1): void;
  onRemove(): void;
  onGrab(): void;
  onOver(): void;
  onDropHere(): void;
  onEnd(): void;
  children: ReactNode;
};

function RowFrame({ name, place, isTarget, disabled, onMove, onRemove, onGrab, onOver, onDropHere, onEnd, children }: RowFrameProps) {
  const isRow = (event: DragEvent): boolean => event.dataTransfer.types.includes(dragType);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || disabled || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  const onDragOver = (event: DragEvent): void => {
    if (!isRow(event)) return;
    event.preventDefault();
    onOver();
  };
  const onDrop = (event: DragEvent): void => {
    if (!isRow(event)) return;
    event.preventDefault();
    event.stopPropagation();
    onDropHere();
  };
  return (
    <li
      onKeyDown={onKeyDown}
      onDragOver={onDragOver}
      onDrop={onDrop}
      className={classes('group/row relative flex gap-1 rounded-lg border bg-card p-1.5 pl-0.5', isTarget ? 'border-focus' : 'border-line')}
    >
      <button
        type="button"
        data-grip
        draggable={!disabled}
        disabled={disabled}
        aria-label={`Move ${name}: Alt with the arrow keys, or drag`}
        onDragStart={(event) => {
          event.dataTransfer.setData(dragType, name);
          event.dataTransfer.effectAllowed = 'move';
          onGrab();
        }}
        onDragEnd={onEnd}
        className="group/grip grid h-8 w-5 shrink-0 cursor-grab place-items-center rounded text-[11px] text-faint hover:text-text active:cursor-grabbing"
      >
        <span className="group-hover/row:hidden group-focus-visible/grip:hidden">{place}</span>
        <GripVertical aria-hidden size={14} className="hidden group-hover/row:block group-focus-visible/grip:block" />
      </button>
      <div className="min-w-0 flex-1">{children}</div>
      <IconButton
        icon={X}
        label={`Remove ${name}`}
        small
        disabled={disabled}
        onClick={onRemove}
        className="absolute! -top-2 -right-2 h-5! w-5! rounded-full! border border-line bg-raised opacity-0 focus-visible:opacity-100 group-focus-within/row:opacity-100 group-hover/row:opacity-100"
      />
    </li>
  );
}
