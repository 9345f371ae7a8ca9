import { keyLabel } from '../commands/keys.ts';

/** A key binding as it is printed on the keyboard in use. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd className="whitespace-nowrap rounded border border-line bg-well px-1 font-sans text-[11px] leading-4 text-muted">
      {keyLabel(keys)}
    </kbd>
  );
}
