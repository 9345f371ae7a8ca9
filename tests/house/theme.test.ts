import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../editor/${path}`, import.meta.url), 'utf8');
const css = read('styles.css').replaceAll('"', "'");

/** The tokens of a theme, by name. */
function tokensOf(selector: string): Map<string, string> {
  const [, block = ''] = css.split(`${selector} {`);
  return new Map(
    [...block.slice(0, block.indexOf('}')).matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The colour of ink of this strength on paper. */
function mix(ink: string, paper: string, strength: number): string {
  const part = (at: number): number =>
    Math.round(Number.parseInt(ink.slice(at, at + 2), 16) * strength + Number.parseInt(paper.slice(at, at + 2), 16) * (1 - strength));
  return `#${[1, 3, 5].map((at) => part(at).toString(16).padStart(2, '0')).join('')}`;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['canvas', 'panel', 'card', 'raised', 'well'];
const inks = ['text', 'muted', 'faint', 'running', 'done', 'failed', 'waiting'];
const kinds = ['text', 'image', 'video', 'audio', 'captions', 'number', 'shot'].map((kind) => `kind-${kind}`);
/** How strongly a wire is drawn when nothing happens to it. */
const wireStrength = Number(/\.wire \{[^}]*?opacity: ([\d.]+);/.exec(read('canvas/canvas.css'))?.[1]);

describe.each([
  ['light', ':root'],
  ['dark', ":root[data-theme='dark']"],
])('the %s theme', (_, selector) => {
  const tokens = tokensOf(selector);
  const colour = (name: string): string => {
    const value = tokens.get(name);
    if (!value) throw new Error(`no token ${name}`);
    return value;
  };

  it('has every word at 4.5 to 1 on every surface', () => {
    const weak = inks
      .flatMap((ink) => surfaces.map((surface) => [ink, surface, contrast(colour(ink), colour(surface))] as const))
      .filter(([, , ratio]) => ratio < 4.5);
    expect(weak).toEqual([]);
  });

  it('has ports, wires and the focus ring at 3 to 1', () => {
    const shapes = [...kinds, 'focus'].flatMap((ink) =>
      surfaces.map((surface) => [ink, surface, contrast(colour(ink), colour(surface))] as const),
    );
    const wires = kinds.map(
      (kind) => [`wire ${kind}`, 'canvas', contrast(mix(colour(kind), colour('canvas'), wireStrength), colour('canvas'))] as const,
    );
    expect([...shapes, ...wires].filter(([, , ratio]) => ratio < 3)).toEqual([]);
  });
});
