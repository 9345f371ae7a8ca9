type Nodes = Record<string, unknown>;
type Edges = { from: string; to: string }[];

/** Prompts enhanced one after another: a chain in which every step waits for the one before. */
export function chain(steps: number): unknown {
  const nodes: Nodes = { n0: { type: 'prompt', params: { text: 'Begin' } } };
  const edges: Edges = [];
  for (let index = 1; index <= steps; index += 1) {
    nodes[`n${index}`] = { type: 'enhance-prompt' };
    edges.push({ from: `n${index - 1}.text`, to: `n${index}.text` });
  }
  return { filmloom: 1, name: `Chain ${steps}`, nodes, edges };
}

/** Lists of a thousand rows, the most one may have, each of them enhanced row by row. `words` makes it a graph of its own. */
export function fanOut(steps: number, words = 'Row'): unknown {
  const nodes: Nodes = {};
  const edges: Edges = [];
  for (let first = 0; first < steps; first += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, steps - first) }, (_, row) => ({ key: `r${row}`, text: `${words} ${first + row}` }));
    nodes[`rows${first}`] = { type: 'list', params: { rows } };
    nodes[`each${first}`] = { type: 'enhance-prompt' };
    edges.push({ from: `rows${first}.items`, to: `each${first}.text` });
  }
  return { filmloom: 1, name: `${words} ${steps}`, nodes, edges };
}
