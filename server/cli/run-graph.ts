import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pc from 'picocolors';
import type { RunOutput } from '#server/contract/runs.ts';
import type { Client } from './client.ts';
import { connect } from './connect.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import type { RunOptions } from './options.ts';
import { readInputs } from './read-inputs.ts';
import { createReporter } from './report-run.ts';
import { watchRun } from './watch-run.ts';

/** Runs a graph to its end, shows what happens and writes what it made into `--out`. */
export async function runGraph(graph: unknown, options: RunOptions): Promise<void> {
  const { client, close } = await connect(options);
  try {
    const inputs = await readInputs(options.input ?? [], client);
    const { tier, budget } = options;
    const run = await client.start({ graph, inputs, ...(tier ? { tier } : {}), ...(budget ? { budgetUsd: budget } : {}) });
    const reporter = createReporter(options.json === true);
    const end = await watchRun(client, run.id, { reporter, approve: options.yes === true });
    if (end === 'awaiting-person')
      throw new CommandError(exitCodes.waiting, `Run ${run.id} waits for a person. Open the editor, or run it with --yes.`);
    if (end === 'over-budget')
      throw new CommandError(
        exitCodes.overBudget,
        `Run ${run.id} needs more than its budget. Open the editor to raise it or to give a step up.`,
      );
    if (end === 'interrupted') throw new CommandError(exitCodes.interrupted, 'Cancelled. What was finished is kept and will be reused.');
    if (options.out) await download(client, run.id, options.out, reporter.wrote);
    if (end !== 'done') throw new CommandError(exitCodes.failed, 'The run did not finish. What was made is kept and will be reused.');
  } finally {
    await close();
  }
}

async function download(client: Client, run: string, folder: string, wrote: (file: string, output: RunOutput) => void): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(exitCodes.failed, `${folder} cannot be made (${error.code}). Name another folder with --out.`);
  });
  const { outputs } = await client.outputs(run);
  for (const output of outputs) {
    const file = join(folder, output.fileName);
    await client.download(output, file);
    wrote(file, output);
  }
  if (outputs.length === 0) console.error(pc.yellow('The run made nothing to download.'));
}
