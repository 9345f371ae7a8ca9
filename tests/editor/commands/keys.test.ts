import { describe, expect, it } from 'vitest';
import { type KeyPress, keyLabel, pressed } from '#editor/commands/keys.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('pressed', () => {
  it('takes Mod as Ctrl, and as Cmd on a Mac', () => {
    expect(pressed(press('z', { ctrlKey: true }), 'Mod+Z', false)).toBe(true);
    expect(pressed(press('z', { metaKey: true }), 'Mod+Z', true)).toBe(true);
    expect(pressed(press('z', { ctrlKey: true }), 'Mod+Z', true)).toBe(false);
  });

  it('tells undo from redo by Shift', () => {
    expect(pressed(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z', false)).toBe(false);
    expect(pressed(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z', false)).toBe(true);
  });

  it('never takes a plain key for one with a modifier', () => {
    expect(pressed(press('c', { ctrlKey: true }), 'C', false)).toBe(false);
    expect(pressed(press('c'), 'Mod+C', false)).toBe(false);
  });

  it('takes signs with or without Shift', () => {
    expect(pressed(press('?', { shiftKey: true }), '?', false)).toBe(true);
    expect(pressed(press('+'), '+', false)).toBe(true);
  });

  it('reads letters from the place of the key in other scripts and with Alt', () => {
    expect(pressed(press('я', { code: 'KeyZ', ctrlKey: true }), 'Mod+Z', false)).toBe(true);
    expect(pressed(press('µ', { code: 'KeyM', altKey: true }), 'Alt+M', true)).toBe(true);
  });

  it('goes by the letter, not the place, on Latin keyboards', () => {
    expect(pressed(press('y', { code: 'KeyZ', ctrlKey: true }), 'Mod+Z', false)).toBe(false);
  });
});

describe('keyLabel', () => {
  it('prints a binding as the keyboard does', () => {
    expect(keyLabel('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
    expect(keyLabel('Mod+Shift+Z', true)).toBe('⌘⇧Z');
    expect(keyLabel('+', false)).toBe('+');
  });
});
