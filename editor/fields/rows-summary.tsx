import { ListPlus, Maximize2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { Row } from './keyed-rows.ts';

export type RowsSummaryProps = {
  id: string;
  rows: readonly Row[];
  /** `Shots`, `Rows`. */
  title: string;
  word: string;
  disabled: boolean;
  lineOf(row: Row): ReactNode;
  /** The whole editor, for the dialog. */
  editor: ReactNode;
};

const mostLines = 4;

/** The first rows as lines, and the way to all of them. */
export function RowsSummary({ id, rows, title, word, disabled, lineOf, editor }: RowsSummaryProps) {
  const [open, setOpen] = useState(false);
  const more = rows.length - mostLines;
  return (
    <div className="rounded-md border border-line bg-well">
      {rows.length > 0 && (
        <ol className="px-2 pt-1.5">
          {rows.slice(0, mostLines).map((row, index) => (
            <li key={typeof row.key === 'string' ? `key ${row.key}` : index} className="flex h-6 min-w-0 items-center gap-2 text-[12px]">
              <span className="w-4 shrink-0 text-right text-faint">{index + 1}</span>
              {lineOf(row)}
            </li>
          ))}
        </ol>
      )}
      <Button
        id={id}
        size="small"
        look="quiet"
        icon={rows.length > 0 ? Maximize2 : ListPlus}
        disabled={disabled}
        className="m-0.5"
        onClick={() => setOpen(true)}
      >
        {rows.length === 0 ? `Write the first ${word.toLowerCase()}` : more > 0 ? `Edit, ${more} more` : `Edit ${title.toLowerCase()}`}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={title}>
        {editor}
      </Dialog>
    </div>
  );
}
