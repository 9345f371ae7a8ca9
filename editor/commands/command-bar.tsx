import { Command as Menu } from 'cmdk';
import { Dialog } from 'radix-ui';
import { canvas } from '../canvas/instance.ts';
import { useDocument } from '../stores/document.ts';
import { titleOf } from '../stores/ports-of.ts';
import { useView } from '../stores/view.ts';
import { Kbd } from '../ui/kbd.tsx';
import { commands } from './all.ts';
import { runCommand } from './command.ts';

const row = 'flex h-9 items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-well data-[disabled=true]:opacity-45';

/** Everything that can be done, and every node that can be gone to, by name. */
export function CommandBar() {
  const open = useView((state) => state.commandBar);
  const graph = useDocument((state) => state.graph);
  const close = (): void => useView.getState().set({ commandBar: false });
  const goTo = (id: string): void => {
    close();
    useView.getState().select([id]);
    void canvas()?.fitView({ nodes: [{ id }], duration: 180, maxZoom: 1, padding: 0.4 });
  };
  return (
    <Dialog.Root open={open} onOpenChange={close}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[18vh] left-1/2 z-50 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-raised shadow-card"
        >
          <Dialog.Title className="sr-only">Command bar</Dialog.Title>
          <Menu loop label="Command bar">
            <Menu.Input
              autoFocus
              placeholder="What would you like to do?"
              className="h-12 w-full border-line border-b bg-transparent px-4 text-[15px] outline-none"
            />
            <Menu.List className="max-h-[46vh] overflow-y-auto p-1.5">
              <Menu.Empty className="py-8 text-center text-muted">Nothing is called that.</Menu.Empty>
              {commands
                .filter(({ name }) => !name.startsWith('nudge') && name !== 'command-bar')
                .map((command) => (
                  <Menu.Item
                    key={command.name}
                    value={command.label}
                    keywords={[command.group]}
                    disabled={open && (command.enabled?.() ?? true) !== true}
                    className={row}
                    onSelect={() => {
                      close();
                      // the focus goes back first, so that what the command opens keeps it
                      setTimeout(() => runCommand(command), 0);
                    }}
                  >
                    <command.icon size={15} aria-hidden className="text-muted" />
                    <span className="flex-1">{command.label}</span>
                    {command.keys[0] && <Kbd keys={command.keys[0]} />}
                  </Menu.Item>
                ))}
              {Object.keys(graph.nodes).map((id) => (
                <Menu.Item key={id} value={`Go to ${titleOf(graph, id)} ${id}`} className={row} onSelect={() => goTo(id)}>
                  <span className="flex-1 truncate">Go to {titleOf(graph, id)}</span>
                  <span className="text-faint text-xs">{id}</span>
                </Menu.Item>
              ))}
            </Menu.List>
          </Menu>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
