import { useDocument } from '../stores/document.ts';
import { useView } from '../stores/view.ts';

/** The title while it is being written. Enter keeps it, Escape does not. */
export function TitleField({ id, title }: { id: string; title: string }) {
  const stop = (): void => useView.getState().set({ renaming: null });
  const keep = (value: string): void => {
    if (value !== title) useDocument.getState().apply({ do: 'set-title', node: id, title: value || null });
    stop();
  };
  return (
    <input
      ref={(element) => element?.select()}
      defaultValue={title}
      maxLength={120}
      aria-label="Title of the node"
      className="nodrag nopan h-7 min-w-0 flex-1 rounded border border-line-strong bg-well px-1.5 font-medium text-[13.5px] outline-none"
      onBlur={(event) => keep(event.currentTarget.value.trim())}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') stop();
      }}
    />
  );
}
