import { Plus } from 'lucide-react';
import { command } from '../commands/all.ts';
import { runCommand } from '../commands/command.ts';

/** What to do with an empty canvas. */
export function EmptyHint() {
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center">
      <div className="pointer-events-auto max-w-80 text-center">
        <p className="font-medium text-base">An empty canvas</p>
        <p className="mt-1 text-muted">
          Double-click anywhere to add a node, drop a picture, a video or a sound here, or pick a node from the library.
        </p>
        <button
          type="button"
          onClick={() => runCommand(command('add-node'))}
          className="mt-4 inline-flex h-8 items-center gap-2 rounded-md border border-line-strong bg-card px-3 font-medium hover:bg-raised"
        >
          <Plus size={15} aria-hidden /> Add a node
        </button>
      </div>
    </div>
  );
}
