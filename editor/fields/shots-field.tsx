import { Plus } from 'lucide-react';
import type { ClipboardEvent } from 'react';
import { Button } from '../ui/button.tsx';
import { duration } from '../words/time.ts';
import { columnLabel } from './cell.tsx';
import { insertRows, type Row, setCell } from './keyed-rows.ts';
import { columnsOf, limitsOf } from './limits.ts';
import { isRows, readRecords } from './parse-table.ts';
import { RowList } from './row-list.tsx';
import { rowsOf } from './rows-field.tsx';
import { RowsSummary } from './rows-summary.tsx';
import { ShotRow } from './shot-row.tsx';
import { TableImport } from './table-import.tsx';
import { controlProps, type WidgetProps } from './widget-props.ts';

const standardSeconds = 5;
const secondsOf = (row: Row): number => (typeof row.seconds === 'number' ? row.seconds : standardSeconds);

/** A storyboard: shots that can be written, moved, added anywhere and taken away. Every shot keeps its key, and so its results. */
export function ShotsField(props: WidgetProps) {
  if (!props.compact) return <ShotsEditor {...props} />;
  return (
    <RowsSummary
      id={props.id}
      rows={rowsOf(props.value)}
      title={props.label}
      word="Shot"
      disabled={props.disabled}
      lineOf={(row) => (
        <>
          <span className="min-w-0 flex-1 truncate">{String(row.title ?? row.prompt ?? '')}</span>
          <span className="shrink-0 text-faint">{duration(secondsOf(row))}</span>
        </>
      )}
      editor={<ShotsEditor {...props} compact={false} />}
    />
  );
}

function ShotsEditor(props: WidgetProps) {
  const { id, nodeId, schema, value, disabled, onChange, onClear } = props;
  const rows = rowsOf(value);
  const columns = columnsOf(schema);
  const named = Object.entries(columns).map(([name, column]) => ({
    name,
    label: columnLabel(column, name),
    isNumber: limitsOf(column).kind === 'number',
  }));
  const change = (next: readonly Row[]): void => (next.length > 0 ? onChange(next) : onClear());
  const add = (at: number, added: readonly Row[]): void => change(insertRows(rows, at, added, 's'));
  const take = (text: string, at = rows.length): void => {
    const records = readRecords(text, named, ['prompt', 'seconds', 'narration']);
    if (records.length > 0) add(at, records);
  };
  const paste = (event: ClipboardEvent, at: number): void => {
    const text = event.clipboardData.getData('text/plain');
    if (disabled || !isRows(text, named, false)) return;
    event.preventDefault();
    take(text, at);
  };
  const total = rows.reduce((sum, row) => sum + secondsOf(row), 0);
  return (
    <div className="flex flex-col gap-2">
      <RowList
        rows={rows}
        word="Shot"
        disabled={disabled}
        onChange={change}
        renderRow={(row, index) => (
          <div onPaste={(event) => paste(event, index + 1)}>
            <ShotRow
              listId={id}
              nodeId={nodeId}
              index={index}
              row={row}
              columns={columns}
              disabled={disabled}
              onCell={(name, next) => change(setCell(rows, index, name, next))}
              onAddAfter={() => add(index + 1, [{ prompt: '' }])}
            />
          </div>
        )}
      />
      <div className="flex items-center gap-1">
        <Button {...controlProps(props)} aria-label={undefined} size="small" icon={Plus} onClick={() => add(rows.length, [{ prompt: '' }])}>
          Add shot
        </Button>
        <TableImport disabled={disabled} onText={take} />
        {rows.length > 0 && (
          <span className="ml-auto text-[12px] text-muted">
            {rows.length} {rows.length === 1 ? 'shot' : 'shots'} · {duration(total)}
          </span>
        )}
      </div>
    </div>
  );
}
