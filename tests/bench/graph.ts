import { catalogue } from '#executors/catalogue/index.ts';
import { type Graph, type GraphNode, graphSchema } from '#graphs/document.ts';
import { checkGraph } from '#graphs/problems.ts';
import { quoteGraph } from '#graphs/quote.ts';
import { medianMs, printTable } from './figures.ts';

/** Films side by side in one document, five nodes each. */
function films(nodes: number): Graph {
  const all: Record<string, GraphNode> = {};
  const edges: { from: string; to: string }[] = [];
  for (let film = 0; film < nodes / 5; film += 1) {
    const id = (name: string): string => `${name}${film}`;
    Object.assign(all, {
      [id('brief')]: { type: 'prompt', params: { text: `Film ${film}` } },
      [id('plan')]: { type: 'planner', params: { shots: 1 } },
      [id('frames')]: { type: 'keyframe' },
      [id('clips')]: { type: 'flf2v' },
      [id('film')]: { type: 'concat' },
    });
    const wire = (from: string, output: string, to: string, input: string): void =>
      void edges.push({ from: `${id(from)}.${output}`, to: `${id(to)}.${input}` });
    wire('brief', 'text', 'plan', 'brief');
    wire('plan', 'keyframes', 'frames', 'prompt');
    wire('plan', 'shots', 'clips', 'shots');
    wire('frames', 'image', 'clips', 'keyframes');
    wire('clips', 'clips', 'film', 'clips');
  }
  return { filmloom: 1, name: 'Bench', settings: {}, inputs: {}, nodes: all, edges };
}

/** Check, facts and price of a document, as multiples of JSON.parse + zod parse of the same document. */
export async function benchGraph(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const nodes of [10, 100, 1_000, 5_000]) {
    const text = JSON.stringify(films(nodes));
    const runs = nodes >= 1_000 ? 5 : 15;
    const parse = await medianMs(runs, () => graphSchema.parse(JSON.parse(text)));
    const check = await medianMs(runs, () => checkGraph(JSON.parse(text)));
    const read = checkGraph(JSON.parse(text)).graph as Graph;
    const price = await medianMs(runs, () => quoteGraph(read, { rows: catalogue }));
    rows.push([`${nodes}`, parse, check, price, (check + price) / parse, ((check + price) * 1_000) / nodes]);
  }
  printTable(['nodes', 'parse + zod ms', 'check + facts ms', 'price ms', '× parse', 'µs a node'], rows);
}
