/** Rows of cells from lines of text, tab- or comma-separated, with quoted cells; a tab anywhere means tabs separate. */
export function parseTable(text: string): string[][] {
  const separator = text.includes('\t') ? '\t' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    row.push(cell);
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.some((one) => one.trim() !== '')) rows.push(row.map((one) => one.trim()));
    row = [];
  };
  const plain = text.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, '');
  for (let index = 0; index < plain.length; index += 1) {
    const sign = plain[index] as string;
    if (quoted && sign === '"' && plain[index + 1] === '"') {
      cell += '"';
      index += 1;
    } else if (sign === '"' && (quoted || cell.trim() === '')) {
      quoted = !quoted;
      if (quoted) cell = '';
    } else if (!quoted && sign === separator) endCell();
    else if (!quoted && sign === '\n') endRow();
    else cell += sign;
  }
  endRow();
  return rows;
}

export type Column = { readonly name: string; readonly label: string; readonly isNumber?: boolean };

/**
 * Records from pasted text. A first line that names columns says what is where; else the cells of a table with tabs fill
 * `order`, and lines without tabs are taken whole, commas and all, as its first column.
 */
export function readRecords(text: string, columns: readonly Column[], order: readonly string[]): Record<string, string | number>[] {
  const table = parseTable(text);
  const heads = table[0]?.map((head) => columnNamed(columns, head));
  if (heads?.some(Boolean) && heads.every((head, index) => head || table[0]?.[index] === ''))
    return records(table.slice(1), heads, columns);
  if (text.includes('\t')) return records(table, order, columns);
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim());
  return records(
    lines.filter(Boolean).map((line) => [unquoted(line)]),
    order.slice(0, 1),
    columns,
  );
}

/** Whether pasted text is meant as rows: a table, or lines where `lines` are rows too. */
export function isRows(text: string, columns: readonly Column[], lines: boolean): boolean {
  const trimmed = text.trim();
  if (trimmed.includes('\t')) return true;
  if (!trimmed.includes('\n')) return false;
  return lines || parseTable(trimmed)[0]?.every((head) => columnNamed(columns, head)) === true;
}

function records(
  rows: readonly string[][],
  names: readonly (string | undefined)[],
  columns: readonly Column[],
): Record<string, string | number>[] {
  const numbers = new Set(columns.filter((column) => column.isNumber).map((column) => column.name));
  return rows.map((cells) => {
    const filled = names.flatMap((name, index): [string, string | number][] => {
      const cell = cells[index] ?? '';
      if (!name || cell === '') return [];
      return [[name, numbers.has(name) && Number.isFinite(Number(cell)) ? Number(cell) : cell]];
    });
    return Object.fromEntries(filled);
  });
}

function columnNamed(columns: readonly Column[], head: string): string | undefined {
  const word = head.trim().toLowerCase();
  return columns.find(({ name, label }) => name.toLowerCase() === word || label.toLowerCase() === word)?.name;
}

const unquoted = (line: string): string => (/^".*"$/.test(line) ? line.slice(1, -1).replaceAll('""', '"') : line);
