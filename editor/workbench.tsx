import { useEffect, useState, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import { TopBar } from './bar/top-bar.tsx';
import { Canvas } from './canvas/canvas.tsx';
import { LiveRegion } from './canvas/live-region.tsx';
import { useRunNews } from './canvas/use-run-news.ts';
import { CommandBar } from './commands/command-bar.tsx';
import { ShortcutList } from './commands/shortcut-list.tsx';
import { useShortcuts } from './commands/use-shortcuts.ts';
import { Inspector } from './panels/inspector.tsx';
import { Library } from './panels/library.tsx';
import { RunDock } from './panels/run-dock.tsx';
import { sentenceOf } from './server/api-error.ts';
import { useDocument } from './stores/document.ts';
import { openGraph } from './stores/session.ts';
import { useView } from './stores/view.ts';
import { Spinner } from './ui/spinner.tsx';

/** One graph: canvas in the middle, library at the left, inspector at the right, the run below. */
export function Workbench({ id }: { id: string }) {
  const failure = useOpenGraph(id);
  const open = useDocument((state) => state.graphId === id);
  if (failure) return <CannotOpen reason={failure} />;
  if (!open) {
    return (
      <div className="grid h-full place-items-center text-muted" role="status" aria-label="Opening the graph">
        <Spinner />
      </div>
    );
  }
  return <OpenWorkbench />;
}

function useOpenGraph(id: string): string | null {
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    let close: (() => void) | undefined;
    setFailure(null);
    openGraph(id, () => wanted).then(
      (closer) => {
        close = closer;
        if (!wanted) closer();
      },
      (error: unknown) => wanted && setFailure(sentenceOf(error)),
    );
    return () => {
      wanted = false;
      close?.();
    };
  }, [id]);
  return failure;
}

function OpenWorkbench() {
  const { library, inspector, dock } = useView();
  const name = useDocument((state) => state.graph.name);
  const isSelected = useView((state) => state.selected.size > 0);
  const wide = useWide();
  useShortcuts();
  useRunNews();
  useEffect(() => {
    document.title = `${name || 'Untitled'} · Filmloom`;
  }, [name]);
  return (
    <div className="flex h-full flex-col overflow-hidden">
      <TopBar />
      <div className="relative flex min-h-0 flex-1">
        {library && (
          <nav aria-label="Node library" className="w-52 shrink-0 overflow-y-auto border-line border-r bg-panel max-xl:w-48">
            <Library />
          </nav>
        )}
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="min-h-0 flex-1">
            <Canvas />
          </div>
          {dock && (
            <section aria-label="Run" className="max-h-[45vh] shrink-0 border-line border-t bg-panel">
              <RunDock />
            </section>
          )}
        </div>
        {inspector && (wide || isSelected) && (
          <aside
            aria-label="Inspector"
            className="w-80 shrink-0 overflow-y-auto border-line border-l bg-panel max-2xl:w-76 max-[1199px]:absolute max-[1199px]:inset-y-0 max-[1199px]:right-0 max-[1199px]:z-10 max-[1199px]:shadow-card"
          >
            <Inspector />
          </aside>
        )}
      </div>
      <CommandBar />
      <ShortcutList />
      <LiveRegion />
    </div>
  );
}

const wideWindow = matchMedia('(min-width: 1200px)');
const onWidth = (changed: () => void): (() => void) => {
  wideWindow.addEventListener('change', changed);
  return () => wideWindow.removeEventListener('change', changed);
};

/** Whether there is room for the inspector beside the canvas; where there is not, it lies over it while a node is selected. */
function useWide(): boolean {
  return useSyncExternalStore(onWidth, () => wideWindow.matches);
}

function CannotOpen({ reason }: { reason: string }) {
  return (
    <main className="grid h-full place-items-center p-8">
      <div className="max-w-96 text-center">
        <h1 className="font-medium text-lg">This graph does not open</h1>
        <p className="mt-2 text-muted">{reason}</p>
        <Link
          href="/graphs"
          className="mt-5 inline-block rounded-md border border-line-strong bg-card px-3 py-1.5 font-medium hover:bg-raised"
        >
          All graphs
        </Link>
      </div>
    </main>
  );
}
