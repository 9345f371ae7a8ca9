import type { GraphNode } from '#graphs/document.ts';
import { useDetail, useFarLetterSize } from '../canvas/detail.ts';
import { useDocument } from '../stores/document.ts';

/** Words on the canvas that take part in nothing. */
export function NoteCard({ id, node }: { id: string; node: GraphNode }) {
  const detail = useDetail();
  const size = useFarLetterSize();
  const text = typeof node.params?.text === 'string' ? node.params.text : '';
  return (
    <article className="card w-80 rounded-[10px] border border-line-strong border-dashed bg-panel p-3">
      <span id={`card-${id}`} className="sr-only">
        Note
      </span>
      {detail === 'full' ? <NoteText id={id} text={text} /> : <FarText text={text} size={Math.min(26, size * 0.8)} />}
    </article>
  );
}

/** The note from far away: its first lines, large enough to read. */
function FarText({ text, size }: { text: string; size: number }) {
  return (
    <p className="line-clamp-5 text-muted leading-snug" style={{ fontSize: size }}>
      {text}
    </p>
  );
}

function NoteText({ id, text }: { id: string; text: string }) {
  return (
    <textarea
      className="nodrag nopan nowheel field-sizing-content block max-h-80 min-h-16 w-full resize-none bg-transparent text-muted outline-none focus:text-text"
      aria-label="Note"
      placeholder="Write something …"
      maxLength={5000}
      value={text}
      onChange={(event) => useDocument.getState().apply({ do: 'set-param', node: id, param: 'text', value: event.currentTarget.value })}
    />
  );
}
