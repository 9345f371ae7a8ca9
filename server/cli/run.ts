import type { Command } from 'commander';
import { type RunOptions, withRunOptions } from './options.ts';
import { readGraphFile } from './read-graph-file.ts';
import { runGraph } from './run-graph.ts';

/** `filmloom run GRAPH.json`: runs a graph, shows progress and downloads what it made. */
export function addRun(program: Command): void {
  withRunOptions(
    program.command('run').description('runs a graph and downloads what it made').argument('<graph>', 'graph file; - reads standard input'),
  ).action(async (file: string, options: RunOptions) => runGraph(await readGraphFile(file), options));
}
