import { Redirect } from 'wouter';
import { sentenceOf } from './server/api-error.ts';
import { useGraphs } from './server/queries.ts';
import { lastGraph } from './stores/last-graph.ts';
import { Spinner } from './ui/spinner.tsx';

/** `/` goes on where this browser was: to the graph last open, else to the newest one, else to the list of graphs. */
export function StartPage() {
  const { data, error } = useGraphs();
  if (data) return <Redirect to={placeToStart(data.graphs, lastGraph())} replace />;
  return (
    <div className="grid h-full place-items-center text-muted" role="status" aria-label="Opening the editor">
      {error ? <p className="max-w-96 px-6 text-center text-failed">{sentenceOf(error)}</p> : <Spinner />}
    </div>
  );
}

/** The address of the graph to open. `graphs` is newest first. */
export function placeToStart(graphs: readonly { id: string }[], last: string | null): string {
  const graph = graphs.find(({ id }) => id === last) ?? graphs[0];
  return graph ? `/graphs/${encodeURIComponent(graph.id)}` : '/graphs';
}
