import type { LucideIcon } from 'lucide-react';

/** One thing a person can do. Menus, keys and the command bar all read the same list. */
export type Command = {
  readonly name: string;
  readonly label: string;
  readonly group: 'Edit' | 'Add' | 'View' | 'Run' | 'Graph';
  readonly icon: LucideIcon;
  /** `Mod` is Ctrl, or Cmd on a Mac; the first is shown in menus. */
  readonly keys: readonly string[];
  /** Its keys work while somebody types in a field. */
  readonly inFields?: boolean;
  /** Its keys arrive as clipboard events of the browser. */
  readonly byClipboard?: boolean;
  /** True, or in words why not now. */
  enabled?(): true | string;
  run(): void | Promise<void>;
};

/** Runs a command unless it cannot be run now. */
export function runCommand(command: Command): void {
  if ((command.enabled?.() ?? true) === true) void command.run();
}
