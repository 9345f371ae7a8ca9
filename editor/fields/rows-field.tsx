import { Plus } from 'lucide-react';
import type { ClipboardEvent } from 'react';
import { Button } from '../ui/button.tsx';
import { Cell, columnLabel } from './cell.tsx';
import { insertRows, type Row, setCell } from './keyed-rows.ts';
import { columnsOf, limitsOf } from './limits.ts';
import { isRows, readRecords } from './parse-table.ts';
import { RowList } from './row-list.tsx';
import { RowsSummary } from './rows-summary.tsx';
import { TableImport } from './table-import.tsx';
import { controlProps, type WidgetProps } from './widget-props.ts';

/** The rows of a value, whatever stands in the document. */
export function rowsOf(value: unknown): readonly Row[] {
  return Array.isArray(value) ? value.filter((row): row is Row => typeof row === 'object' && row !== null) : [];
}

/** A list of rows with the columns of its schema; lines and tables can be pasted into it. */
export function RowsField(props: WidgetProps) {
  const rows = rowsOf(props.value);
  if (!props.compact) return <RowsEditor {...props} />;
  return (
    <RowsSummary
      id={props.id}
      rows={rows}
      title={props.label}
      word="Row"
      disabled={props.disabled}
      lineOf={(row) => <span className="min-w-0 truncate">{String(row.text ?? '')}</span>}
      editor={<RowsEditor {...props} compact={false} />}
    />
  );
}

function RowsEditor(props: WidgetProps) {
  const { id, nodeId, schema, value, disabled, onChange, onClear } = props;
  const rows = rowsOf(value);
  const columns = Object.entries(columnsOf(schema));
  const named = columns.map(([name, column]) => ({ name, label: columnLabel(column, name), isNumber: limitsOf(column).kind === 'number' }));
  const order = [...named.filter(({ name }) => name !== 'key'), ...named.filter(({ name }) => name === 'key')].map(({ name }) => name);
  const change = (next: readonly Row[]): void => (next.length > 0 ? onChange(next) : onClear());
  const take = (text: string, at = rows.length): void => {
    const records = readRecords(text, named, order);
    const replaced = rows[at] && Object.keys(rows[at]).every((name) => name === 'key') ? 1 : 0;
    if (records.length > 0) change(insertRows(rows.toSpliced(at, replaced), at, records, 'r'));
  };
  const paste = (event: ClipboardEvent, at: number): void => {
    const text = event.clipboardData.getData('text/plain');
    if (disabled || !isRows(text, named, true)) return;
    event.preventDefault();
    take(text, at);
  };
  return (
    <div className="flex flex-col gap-2">
      <RowList
        rows={rows}
        word="Row"
        disabled={disabled}
        onChange={change}
        renderRow={(row, index) => (
          <div className="flex gap-1.5" onPaste={(event) => paste(event, index)}>
            {columns.map(([name, column]) => (
              <div key={name} className={name === 'key' ? 'w-16 shrink-0' : 'min-w-0 flex-1'}>
                <Cell
                  listId={id}
                  nodeId={nodeId}
                  row={index}
                  name={name}
                  schema={column}
                  value={row[name]}
                  disabled={disabled}
                  placeholder={name === 'key' ? String(index + 1) : undefined}
                  onChange={(next) => change(setCell(rows, index, name, next))}
                />
              </div>
            ))}
          </div>
        )}
      />
      <div className="flex gap-1" onPaste={(event) => paste(event, rows.length)}>
        <Button
          {...controlProps(props)}
          aria-label={undefined}
          size="small"
          icon={Plus}
          onClick={() => onChange(insertRows(rows, rows.length, [{ text: '' }], 'r'))}
        >
          Add row
        </Button>
        <TableImport disabled={disabled} onText={take} />
      </div>
    </div>
  );
}
