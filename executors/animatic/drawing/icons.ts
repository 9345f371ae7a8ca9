import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Path2D } from '@napi-rs/canvas';

type IconSet = { readonly icons: Readonly<Record<string, { readonly body: string }>> };

let set: IconSet | undefined;

/** The silhouettes of game-icons.net (CC BY 3.0), read once when first needed. */
function iconSet(): IconSet {
  set ??= JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@iconify-json/game-icons/icons.json'), 'utf8')) as IconSet;
  return set;
}

export function hasIcon(name: string): boolean {
  return Object.hasOwn(iconSet().icons, name);
}

const paths = new Map<string, Path2D>();

/** The path of an icon in a square of 512 units. */
export function iconPath(name: string): Path2D {
  const known = paths.get(name);
  if (known) return known;
  const body = iconSet().icons[name]?.body;
  if (!body) throw new Error(`There is no silhouette named ${name}.`);
  const path = new Path2D();
  for (const [, outline] of body.matchAll(/ d="([^"]+)"/g)) path.addPath(new Path2D(outline));
  paths.set(name, path);
  return path;
}

type Extent = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** What an icon really covers of its 512 × 512 square. */
export function iconExtent(name: string): Extent {
  const [left, top, right, bottom] = iconPath(name).computeTightBounds();
  return { left, top, right, bottom };
}
