import { Command, CommanderError } from 'commander';
import { version } from '../installation.ts';
import { SettingError } from '../setting-error.ts';
import { addBackup } from './backup.ts';
import { Refused } from './client.ts';
import { addDoctor } from './doctor.ts';
import { addEstimate } from './estimate.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { addFilm } from './film.ts';
import { addPrune } from './prune.ts';
import { commandErrorOf } from './refusal.ts';
import { addRun } from './run.ts';
import { addServe } from './serve.ts';
import { addValidate } from './validate.ts';
import { addWorker } from './worker.ts';

const program = new Command('filmloom')
  .description('Films from graphs: see them free, know the price, change one thing and pay for one thing.')
  .version(version)
  .exitOverride()
  .showHelpAfterError('Run with --help to see what it takes.');

for (const add of [addServe, addRun, addFilm, addEstimate, addValidate, addWorker, addDoctor, addPrune, addBackup]) add(program);

// Its room is started by the launcher too, which is quicker; this lists it, and starts it where the launcher is not used.
program.command('agent', 'does steps on this machine for a server: a GPU agent', { executableFile: '../../gpu-agents/main.ts' });

/** Says in one line what went wrong. A fault of our own is shown whole. */
function explain(error: unknown): number {
  // Commander has printed its message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof CommandError) {
    for (const line of [error.message, ...error.lines]) if (line) console.error(line);
    return error.exitCode;
  }
  if (error instanceof Refused) return explain(commandErrorOf(error));
  if (error instanceof SettingError) {
    console.error(error.message);
    return exitCodes.usage;
  }
  const expected = error instanceof Error && ['BackupError', 'DataFolderError', 'ListenError'].includes(error.name);
  console.error(expected ? error.message : error);
  return exitCodes.failed;
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}
