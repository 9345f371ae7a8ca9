import { Clapperboard } from 'lucide-react';
import { captionsFor, filmOf } from '../player/film-of.ts';
import { Player } from '../player/player.tsx';
import { useOutputs } from '../server/queries.ts';
import { useRun } from '../stores/run.ts';
import type { FollowedRun } from '../stores/run-state.ts';
import { isLive } from '../stores/run-state.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Progress } from '../ui/progress.tsx';
import { OutputList } from './output-list.tsx';
import { stepTally } from './step-rows.ts';

/** The finished film, and everything else that the run delivers. */
export function FilmTab() {
  const run = useRun((state) => state.run);
  if (!run) {
    return (
      <EmptyState icon={Clapperboard} title="Your film plays here">
        Press Run. At the quality “Animatic” the whole film is drawn on this computer, with voice and music, for free.
      </EmptyState>
    );
  }
  return <RunFilm run={run} />;
}

/** Changes when a node that delivers has made something more. */
function stampOf(run: FollowedRun): string {
  const made = Object.values(run.nodes).reduce(
    (sum, { view }) => sum + Object.values(view.outputs).reduce((count, items) => count + items.length, 0),
    0,
  );
  return `${run.state} ${made}`;
}

function RunFilm({ run }: { run: FollowedRun }) {
  const { data } = useOutputs(run.id, stampOf(run));
  const outputs = data?.outputs ?? [];
  const film = filmOf(outputs);
  return (
    <div className="flex h-full min-h-0">
      <div className="min-w-0 flex-1 p-3">
        {film ? <Player key={film.url} film={film} captions={captionsFor(film, outputs)} /> : <NotYet run={run} />}
      </div>
      <div className="w-[38%] max-w-[420px] min-w-56 shrink-0 border-l border-line">
        <OutputList runId={run.id} outputs={outputs} />
      </div>
    </div>
  );
}

function NotYet({ run }: { run: FollowedRun }) {
  const { over, all, failed } = stepTally(run);
  if (!isLive(run.state)) {
    return (
      <EmptyState icon={Clapperboard} title={failed > 0 ? 'The film could not be finished' : 'This run made no film'}>
        {failed > 0
          ? 'What failed is listed under Steps, with the way out. What was made is kept and not paid for twice.'
          : 'A Concat node joins clips into a film.'}
      </EmptyState>
    );
  }
  return (
    <div className="grid h-full place-items-center">
      <div className="flex w-64 flex-col items-center gap-3 text-center">
        <p className="font-medium">The film is being made</p>
        <Progress fraction={all > 0 ? over / all : 0} label="Progress of the run" />
        <p className="text-muted">
          {over} of {all} steps
        </p>
      </div>
    </div>
  );
}
