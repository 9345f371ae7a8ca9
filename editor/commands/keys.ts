/** The parts of a key press that a binding is compared with. */
export type KeyPress = { key: string; code: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean };

export const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

/** Whether a key press is `binding`, such as `Mod+Shift+Z`, `Alt+M`, `?` or `Delete`. */
export function pressed(event: KeyPress, binding: string, mac = isMac): boolean {
  const parts = binding === '+' ? ['+'] : binding.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string): boolean => parts.slice(0, -1).includes(name);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const otherMod = mac ? event.ctrlKey : event.metaKey;
  if (mod !== wants('Mod') || otherMod || event.altKey !== wants('Alt')) return false;
  // signs such as ? and + need Shift on some keyboards and not on others
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
  if (!isSign && event.shiftKey !== wants('Shift')) return false;
  if (key === 'Space') return event.key === ' ';
  if (key.toLowerCase() === event.key.toLowerCase()) return true;
  // with Alt, and in other scripts, the letter is read from the place of the key
  return /^[a-z]$/i.test(key) && (event.altKey || !/^[a-z]$/i.test(event.key)) && event.code === `Key${key.toUpperCase()}`;
}

const signs: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵', Delete: '⌫', Backspace: '⌫' };

/** A binding for people: `Ctrl+Shift+Z`, on a Mac `⇧⌘Z`. */
export function keyLabel(binding: string, mac = isMac): string {
  if (binding === '+') return '+';
  const parts = binding.split('+');
  return mac ? parts.map((part) => signs[part] ?? part).join('') : parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+');
}
