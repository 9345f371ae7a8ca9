import { useStore } from '@xyflow/react';
import { Hand, LayoutDashboard, type LucideIcon, Map as MapIcon, Maximize, MousePointer2, Plus, ZoomIn, ZoomOut } from 'lucide-react';
import { command } from '../commands/all.ts';
import { runCommand } from '../commands/command.ts';
import { keyLabel } from '../commands/keys.ts';
import { useView } from '../stores/view.ts';

/** Buttons of the canvas, for hands without the keys. */
export function CanvasTools() {
  const tool = useView((state) => state.tool);
  const minimap = useView((state) => state.minimap);
  return (
    <div
      role="toolbar"
      aria-label="Canvas tools"
      className="absolute bottom-3 left-3 flex items-center gap-0.5 rounded-lg border border-line bg-panel p-0.5 shadow-card"
    >
      <Tool name="add-node" icon={Plus} />
      <Divider />
      <Tool name="hand" icon={Hand} pressed={tool === 'hand'} />
      <Tool name="select" icon={MousePointer2} pressed={tool === 'select'} />
      <Divider />
      <Tool name="zoom-out" icon={ZoomOut} />
      <Zoom />
      <Tool name="zoom-in" icon={ZoomIn} />
      <Tool name="fit" icon={Maximize} />
      <Divider />
      <Tool name="tidy" icon={LayoutDashboard} />
      <Tool name="minimap" icon={MapIcon} pressed={minimap} />
    </div>
  );
}

function Divider() {
  return <span className="mx-0.5 h-4 w-px bg-line" aria-hidden />;
}

function Zoom() {
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <button
      type="button"
      className="h-8 w-12 rounded-md text-center text-muted text-xs hover:bg-raised hover:text-text"
      aria-label={`${percent} %, set to actual size`}
      onClick={() => runCommand(command('actual-size'))}
    >
      {percent} %
    </button>
  );
}

function Tool({ name, icon: Icon, pressed }: { name: string; icon: LucideIcon; pressed?: boolean }) {
  const { label, keys } = command(name);
  const hint = keys[0] ? `${label} (${keyLabel(keys[0])})` : label;
  return (
    <button
      type="button"
      className="icon-button"
      title={hint}
      aria-label={label}
      aria-pressed={pressed}
      onClick={() => runCommand(command(name))}
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}
