import { useDocument } from '../stores/document.ts';

/** The name of the graph, written in place. */
export function GraphName() {
  const name = useDocument((state) => state.graph.name ?? '');
  return (
    <>
      <h1 className="sr-only">{name || 'Untitled'}</h1>
      <input
        value={name}
        maxLength={200}
        aria-label="Name of the graph"
        placeholder="Untitled"
        className="field-sizing-content h-8 min-w-24 max-w-64 truncate rounded-md border border-transparent bg-transparent px-2 font-medium text-sm hover:border-line focus:border-line-strong focus:bg-well focus:outline-none"
        onChange={(event) => useDocument.getState().apply({ do: 'set-name', name: event.currentTarget.value })}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </>
  );
}
