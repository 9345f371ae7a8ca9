import { SlidersHorizontal } from 'lucide-react';
import { IconButton } from '../ui/icon-button.tsx';
import { Popover } from '../ui/popover.tsx';
import { GraphSettings } from './graph-settings.tsx';

/** Quality, shape, size, rate and budget of the graph, from the top bar. */
export function SettingsPopover() {
  return (
    <Popover
      label="Settings of the graph"
      className="w-80 p-4"
      trigger={<IconButton icon={SlidersHorizontal} label="Settings of the graph" />}
    >
      <h2 className="mb-3 font-semibold">Picture and money</h2>
      <GraphSettings />
    </Popover>
  );
}
