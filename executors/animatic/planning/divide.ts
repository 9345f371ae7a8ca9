/** A run of neighbours, from `from` up to but not including `to`. */
type Run = { readonly from: number; readonly to: number };

/**
 * Divides `length` things in order into `count` runs of least total cost, each of at least one thing. Takes time in
 * proportion to count × length².
 */
export function divide(length: number, count: number, cost: (from: number, to: number) => number): Run[] {
  let row = Array.from({ length: length + 1 }, (_, to) => (to === 0 ? Number.POSITIVE_INFINITY : cost(0, to)));
  const starts: number[][] = [];
  for (let runs = 2; runs <= count; runs++) {
    const { totals, from } = addRun(row, runs, cost);
    row = totals;
    starts.push(from);
  }
  const found: Run[] = [];
  let to = length;
  for (const from of starts.toReversed()) {
    found.unshift({ from: from[to] ?? 0, to });
    to = from[to] ?? 0;
  }
  return [{ from: 0, to }, ...found];
}

function addRun(row: readonly number[], runs: number, cost: (from: number, to: number) => number): { totals: number[]; from: number[] } {
  const totals = new Array<number>(row.length).fill(Number.POSITIVE_INFINITY);
  const from = new Array<number>(row.length).fill(runs - 1);
  for (let to = runs; to < row.length; to++) {
    for (let cut = runs - 1; cut < to; cut++) {
      const total = (row[cut] ?? 0) + cost(cut, to);
      if (total >= (totals[to] ?? 0)) continue;
      totals[to] = total;
      from[to] = cut;
    }
  }
  return { totals, from };
}
