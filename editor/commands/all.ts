import type { Command } from './command.ts';
import { editCommands } from './edit-commands.ts';
import { runCommands } from './run-commands.ts';
import { viewCommands } from './view-commands.ts';

/** Every command of the workbench. */
export const commands: readonly Command[] = [...runCommands, ...viewCommands, ...editCommands];

export function command(name: string): Command {
  const found = commands.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`There is no command “${name}”.`);
  return found;
}
