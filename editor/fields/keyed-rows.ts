export type Row = Readonly<Record<string, unknown>>;

/**
 * The rows, each with the key it goes by: a row without one goes by its position, so its key is written down before rows
 * move, come or go. What was made for a row stays with it.
 */
function withKeys(rows: readonly Row[]): Row[] {
  return rows.map((row, index) => (typeof row.key === 'string' ? row : { key: `${index + 1}`, ...row }));
}

/** A short key that no row has. */
export function freeKey(rows: readonly Row[], letter: string): string {
  const taken = new Set(rows.map((row, index) => row.key ?? `${index + 1}`));
  let number = rows.length + 1;
  while (taken.has(`${letter}${number}`)) number += 1;
  return `${letter}${number}`;
}

/** Puts rows in at a place. At the end of a list without keys they need none. */
export function insertRows(rows: readonly Row[], at: number, added: readonly Row[], letter: string): Row[] {
  const plain = at === rows.length && rows.every((row) => row.key === undefined);
  if (plain) return [...rows, ...added];
  const kept = withKeys(rows);
  const keyed: Row[] = [];
  for (const row of added) keyed.push(row.key === undefined ? { key: freeKey([...kept, ...keyed], letter), ...row } : row);
  return kept.toSpliced(at, 0, ...keyed);
}

/** Takes a row out. Behind the last one nothing moves. */
export function removeRow(rows: readonly Row[], at: number): Row[] {
  return at === rows.length - 1 ? rows.slice(0, -1) : withKeys(rows).toSpliced(at, 1);
}

/** Moves a row to another place; a place outside the list changes nothing. */
export function moveRow(rows: readonly Row[], from: number, to: number): readonly Row[] {
  if (to < 0 || to >= rows.length || from === to) return rows;
  const keyed = withKeys(rows);
  const [row] = keyed.splice(from, 1);
  return row ? keyed.toSpliced(to, 0, row) : rows;
}

/** Sets one cell; an empty one is left out. */
export function setCell(rows: readonly Row[], at: number, name: string, value: unknown): Row[] {
  return rows.map((row, index) => {
    if (index !== at) return row;
    const { [name]: _, ...rest } = row;
    return value === undefined || value === '' ? rest : { ...rest, [name]: value };
  });
}
