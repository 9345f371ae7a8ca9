import type { Command } from 'commander';
import { connect, type ServerOptions } from './connect.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { problemLine } from './print-problems.ts';
import { readGraphFile } from './read-graph-file.ts';

/** `filmloom validate GRAPH.json`: every problem with node, port and parameter. */
export function addValidate(program: Command): void {
  program
    .command('validate')
    .description('says everything that is wrong with a graph')
    .argument('<graph>', 'graph file; - reads standard input')
    .option('--server <url>', 'a running Filmloom; without it the local one, else this process')
    .option('--token <token>', 'access token of that server (FILMLOOM_TOKEN)')
    .option('--json', 'the answer as JSON')
    .action(validate);
}

async function validate(file: string, options: ServerOptions & { json?: boolean }): Promise<void> {
  const graph = await readGraphFile(file);
  const { client, close } = await connect(options);
  try {
    const { valid, problems } = await client.validate(graph);
    if (options.json) console.log(JSON.stringify({ valid, problems }));
    else if (problems.length === 0) console.log('No problems.');
    else for (const problem of problems) console.log(problemLine(problem as never));
    if (!valid) throw new CommandError(exitCodes.usage, '');
  } finally {
    await close();
  }
}
