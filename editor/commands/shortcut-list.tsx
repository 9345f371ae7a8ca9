import { useView } from '../stores/view.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { commands } from './all.ts';

const gestures: readonly [what: string, how: string][] = [
  ['Move the selection', 'Arrow keys, further with Shift'],
  ['Move the canvas', 'Two fingers, middle button, or Space and drag'],
  ['Zoom', 'Wheel, pinch, or + and -'],
  ['Select several', 'Shift and drag, or Shift and click'],
  ['Add a node wired', 'Pull a wire to the empty canvas'],
  ['Let go of all wires of a port', 'Alt and click'],
  ['Move a wire', 'Drag its end; on nothing lets it go'],
];

/** The first two keys; signs that are only another way to press a digit are left out. */
function shown(keys: readonly string[]): string[] {
  return keys.filter((key) => !/^Shift\+\W$/.test(key)).slice(0, 2);
}

/** Every key and gesture. */
export function ShortcutList() {
  const open = useView((state) => state.shortcuts);
  const groups = Map.groupBy(
    commands.filter(({ name, keys }) => keys.length > 0 && !name.startsWith('nudge')),
    ({ group }) => group,
  );
  return (
    <Dialog open={open} onOpenChange={() => useView.getState().set({ shortcuts: false })} title="Keyboard shortcuts">
      <div className="columns-2 gap-10 max-md:columns-1">
        {[...groups].map(([group, list]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1.5 font-medium text-faint text-xs">{group}</h3>
            {list.map(({ name, label, keys }) => (
              <div key={name} className="flex min-h-7 items-center justify-between gap-4">
                <span>{label}</span>
                <span className="flex gap-1.5">
                  {shown(keys).map((key) => (
                    <Kbd key={key} keys={key} />
                  ))}
                </span>
              </div>
            ))}
          </section>
        ))}
        <section className="break-inside-avoid">
          <h3 className="mb-1.5 font-medium text-faint text-xs">Pointer</h3>
          {gestures.map(([what, how]) => (
            <div key={what} className="flex min-h-7 items-center justify-between gap-4">
              <span>{what}</span>
              <span className="text-right text-muted text-xs">{how}</span>
            </div>
          ))}
        </section>
      </div>
    </Dialog>
  );
}
