import { Command as CommandIcon, PanelBottom, PanelLeft, PanelRight, Redo2, Undo2 } from 'lucide-react';
import { Link } from 'wouter';
import { command } from '../commands/all.ts';
import { runCommand } from '../commands/command.ts';
import { CostPopover } from '../panels/cost-popover.tsx';
import { SettingsPopover } from '../panels/settings-popover.tsx';
import { useDocument } from '../stores/document.ts';
import { useView } from '../stores/view.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Mark } from '../ui/mark.tsx';
import { FilmSettings } from './film-settings.tsx';
import { GraphName } from './graph-name.tsx';
import { RunButton } from './run-button.tsx';
import { SaveSign } from './save-sign.tsx';
import { ThemeMenu } from './theme-menu.tsx';

/** Which graph this is, whether it is saved, what it will be like, and the button that runs it. */
export function TopBar() {
  const undoable = useDocument((state) => state.past.at(-1)?.label);
  const redoable = useDocument((state) => state.future.at(-1)?.label);
  const library = useView((state) => state.library);
  const inspector = useView((state) => state.inspector);
  const dock = useView((state) => state.dock);
  return (
    <header className="flex h-12 items-center gap-3 border-line border-b bg-panel px-3">
      <Link href="/graphs" aria-label="All graphs" title="All graphs" className="grid size-8 place-items-center rounded-md hover:bg-raised">
        <Mark />
      </Link>
      <GraphName />
      <SaveSign />
      <div className="flex">
        <IconButton
          icon={Undo2}
          label={undoable ? `Undo ${undoable}` : 'Undo'}
          keys="Mod+Z"
          disabled={!undoable}
          onClick={() => runCommand(command('undo'))}
        />
        <IconButton
          icon={Redo2}
          label={redoable ? `Redo ${redoable}` : 'Redo'}
          keys="Mod+Shift+Z"
          disabled={!redoable}
          onClick={() => runCommand(command('redo'))}
        />
      </div>
      <div className="ml-auto flex items-center gap-1">
        <Toggle name="library" icon={PanelLeft} on={library} />
        <Toggle name="dock" icon={PanelBottom} on={dock} />
        <Toggle name="inspector" icon={PanelRight} on={inspector} />
        <IconButton icon={CommandIcon} label="Command bar" keys="Mod+K" onClick={() => runCommand(command('command-bar'))} />
        <ThemeMenu />
      </div>
      <FilmSettings />
      <div className="flex">
        <SettingsPopover />
        <CostPopover />
      </div>
      <RunButton />
    </header>
  );
}

function Toggle({ name, icon, on }: { name: string; icon: typeof PanelLeft; on: boolean }) {
  const { label, keys } = command(name);
  return <IconButton icon={icon} label={label} keys={keys[0]} aria-pressed={on} onClick={() => runCommand(command(name))} />;
}
