import { type Command, InvalidArgumentError, Option } from 'commander';
import { tiers } from '#nodes/price.ts';

const collect = (value: string, before: string[] = []): string[] => [...before, value];

function dollars(text: string): string {
  if (!/^\d{1,7}(\.\d{1,6})?$/.test(text)) throw new InvalidArgumentError('Write dollars, such as 5 or 2.50.');
  return text;
}

/** Options of every command that reads a graph and asks a server about it. */
export type GraphOptions = { input?: string[]; tier?: string; server?: string; token?: string; json?: boolean };

export function withGraphOptions(command: Command): Command {
  return command
    .option('--input <name=value>', 'value for a named input; repeat it; @file uploads a file', collect)
    .addOption(new Option('--tier <tier>', 'animatic is free and local').choices([...tiers]))
    .option('--server <url>', 'a running Filmloom; without it the local one, else this process')
    .option('--token <token>', 'access token of that server (FILMLOOM_TOKEN)')
    .option('--json', 'one JSON object a line, for programs');
}

export type RunOptions = GraphOptions & { budget?: string; out?: string; yes?: boolean };

export function withRunOptions(command: Command): Command {
  return withGraphOptions(command)
    .option('--budget <usd>', 'the most this run may spend', dollars)
    .option('--out <folder>', 'where the results are written')
    .option('--yes', 'approve reviews and confirmations');
}
