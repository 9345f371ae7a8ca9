import type { Command } from 'commander';
import pc from 'picocolors';
import type { Estimate } from '#server/contract/estimates.ts';
import { connect } from './connect.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { money, seconds } from './format.ts';
import { type GraphOptions, withGraphOptions } from './options.ts';
import { problemLine } from './print-problems.ts';
import { readGraphFile } from './read-graph-file.ts';
import { readInputs } from './read-inputs.ts';

/** `filmloom estimate GRAPH.json`: what a run would cost and take, node by node, without running it. */
export function addEstimate(program: Command): void {
  withGraphOptions(
    program
      .command('estimate')
      .description('says what a run would cost and take, without running it')
      .argument('<graph>', 'graph file; - reads standard input'),
  ).action(estimate);
}

async function estimate(file: string, options: GraphOptions): Promise<void> {
  const graph = await readGraphFile(file);
  const { client, close } = await connect(options);
  try {
    const inputs = await readInputs(options.input ?? [], client);
    const answer = await client.estimate({ graph, inputs, ...(options.tier ? { tier: options.tier } : {}) });
    console.log(options.json ? JSON.stringify(answer) : table(answer));
    if (answer.problems.some(({ severity }) => severity === 'error')) throw new CommandError(exitCodes.usage, '');
  } finally {
    await close();
  }
}

const count = ({ min, max }: { min: number; max: number }): string => (min === max ? `${min}` : `${min}–${max}`);

function table({ nodes, usd, seconds: took, problems }: Estimate): string {
  const rows = Object.entries(nodes)
    .filter(([, node]) => node.steps.max > 0)
    .map(([id, node]) => [
      id,
      count(node.steps),
      node.cached > 0 ? `${node.cached}` : '',
      [...new Set(node.models.map(({ model }) => model))].join(', '),
      seconds(node.seconds),
      money(node.usd),
    ]);
  const all = [['node', 'steps', 'reused', 'model', 'work', 'price'], ...rows, ['', '', '', '', seconds(took), money(usd)]];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 1 || column === 2 || column > 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ');
  const [head = [], ...body] = all;
  const total = body.pop() ?? [];
  const drivers = Object.values(nodes).flatMap((node) => node.drivers.map((driver) => pc.dim(`  ${driver}`)));
  return [
    pc.dim(line(head)),
    ...body.map(line),
    pc.bold(line(total)),
    ...drivers,
    ...problems.map((problem) => problemLine(problem as never)),
  ].join('\n');
}
