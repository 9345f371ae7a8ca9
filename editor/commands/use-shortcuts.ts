import { useEffect } from 'react';
import { command, commands } from './all.ts';
import { runCommand } from './command.ts';
import { pasteText, removeSelection, selectionText } from './edit-commands.ts';
import { pressed } from './keys.ts';

/** Whether keys belong to what has the focus: a field, or a menu or dialog that is open. */
function belongsToFocus(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input, textarea, select, video, [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], [role="slider"]',
      ) !== null)
  );
}

/** Keys that press or leave a control, and mean something else on the bare canvas only. */
function isForTheControl(event: KeyboardEvent): boolean {
  if (event.key === 'Tab') return !(event.target instanceof HTMLElement) || !event.target.hasAttribute('data-canvas');
  if (event.key !== ' ' && event.key !== 'Enter') return false;
  return (
    event.target instanceof HTMLElement &&
    event.target.closest('button, a, summary, [role="button"], [role="tab"], [role="option"], .react-flow__node, .react-flow__edge') !==
      null
  );
}

function onKeyDown(event: KeyboardEvent): void {
  // React Flow watches the space bar for dragging and prevents its default; the key is still ours
  if ((event.defaultPrevented && event.key !== ' ') || event.isComposing) return;
  const focused = belongsToFocus(event.target);
  const found = commands.find((each) => !each.byClipboard && each.keys.some((key) => pressed(event, key)) && (each.inFields || !focused));
  if (!found || (!event.ctrlKey && !event.metaKey && isForTheControl(event))) return;
  event.preventDefault();
  if (event.key === ' ' && !event.shiftKey) {
    spaceDownAt ||= Date.now();
    return;
  }
  if (event.repeat && !found.name.startsWith('nudge') && !found.name.startsWith('zoom') && found.name !== 'undo' && found.name !== 'redo')
    return;
  runCommand(found);
}

const tapMs = 300;
let spaceDownAt = 0;

/** Space held down drags the canvas; a tap of it is a key like others. */
function onKeyUp(event: KeyboardEvent): void {
  if (event.key !== ' ' || spaceDownAt === 0) return;
  if (Date.now() - spaceDownAt < tapMs) runCommand(command('add-node'));
  spaceDownAt = 0;
}

function forgetSpace(): void {
  spaceDownAt = 0;
}

function onCopy(event: ClipboardEvent): void {
  const text = selectionText();
  if (belongsToFocus(event.target) || !text || !getSelection()?.isCollapsed) return;
  event.clipboardData?.setData('text/plain', text);
  event.preventDefault();
  if (event.type === 'cut') removeSelection();
}

function onPaste(event: ClipboardEvent): void {
  if (belongsToFocus(event.target)) return;
  if (pasteText(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
}

/** Listens for keys and the clipboard while the workbench is open. */
export function useShortcuts(): void {
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('keydown', onKeyDown, { signal });
    window.addEventListener('keyup', onKeyUp, { signal });
    window.addEventListener('pointerdown', forgetSpace, { signal, capture: true });
    document.addEventListener('copy', onCopy, { signal });
    document.addEventListener('cut', onCopy, { signal });
    document.addEventListener('paste', onPaste, { signal });
    return () => stop.abort();
  }, []);
}
