// npx filmloom agent: the process on a GPU box.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { Agent } from './agent.ts';
import { ConfigError, readConfig } from './config.ts';
import { discoverGpus } from './gpu-discovery.ts';
import { Journal } from './journal.ts';
import { StateFolder } from './state-folder.ts';
import { killStrays } from './stray-processes.ts';

/** What scripts and supervisors may rely on. `upgrade`: starting again does not help before one side is updated. */
const exitCodes = { done: 0, failed: 1, usage: 2, refused: 5, upgrade: 7 } as const;

const log = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

const program = new Command('filmloom agent')
  .description('does steps on this machine for a Filmloom server')
  .requiredOption('--server <url>', 'address of the server, such as https://film.example.com')
  .option('--token <token>', 'access token of that server (FILMLOOM_TOKEN)')
  .option('--config <file>', 'what this box can do', 'agent.yaml')
  .exitOverride()
  .showHelpAfterError('Run with --help to see what it takes.');

async function start(): Promise<void> {
  const {
    server,
    token = process.env.FILMLOOM_TOKEN,
    config: file,
  } = program.parse().opts<{ server: string; token?: string; config: string }>();
  const address = URL.parse(server);
  if (address?.protocol !== 'http:' && address?.protocol !== 'https:')
    throw new ConfigError('--server takes an address such as https://film.example.com.');
  const config = readConfig(file);
  const state = new StateFolder(config.state);
  const before = new Journal(state.journalFile);
  await killStrays(new Set(before.open.keys()));
  before.close();
  const gpus = await discoverGpus(state.workFolder());
  log(`${config.name}: ${gpus.length} GPUs, ${config.cpuSlots} CPU slots`);
  const refused = (code: string, message: string): void => {
    console.error(`${code}: ${message}`);
    process.exit(code === 'UPGRADE_REQUIRED' ? exitCodes.upgrade : exitCodes.refused);
  };
  stopOnSignal(new Agent({ config, server: address.origin, token, version, state, gpus, log, refused }));
}

/** The first signal lets work in hand end, the second hands it back, the third stops at once. */
function stopOnSignal(agent: Agent): void {
  let signals = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      signals += 1;
      if (signals === 3) process.exit(exitCodes.failed);
      if (signals === 2) return agent.handBack();
      log('stopping: work in hand ends first; again to hand it back');
      agent.drain().then(
        () => process.exit(exitCodes.done),
        (error: unknown) => {
          console.error(error);
          process.exit(exitCodes.failed);
        },
      );
    });
  }
}

start().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage);
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(error instanceof ConfigError ? exitCodes.usage : exitCodes.failed);
});
