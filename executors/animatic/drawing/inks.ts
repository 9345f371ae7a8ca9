import type { Figure } from '../scene.ts';
import { type Colour, hex, lightness, lit, mix } from './colour.ts';
import type { FigureInks } from './figure.ts';
import { layerColour, type Palette } from './palette.ts';

/** The accents that tell the cast apart; each is clear against every sky. */
export const accents: readonly Colour[] = [
  '#ff6b57',
  '#ffb52e',
  '#2ec4b6',
  '#4a9dff',
  '#ff7eb6',
  '#9bd34a',
  '#a98bff',
  '#ffe3b0',
  '#ff8a3d',
  '#6fe0b0',
  '#e84a6f',
  '#7fc8ff',
].map(hex);

/** The tone of faces and hands, before the light falls on them. */
const umber = hex('#a96f52');
const steel = hex('#c3cad6');
const plain: Colour = [0.62, 0.62, 0.66];

/** An accent as a cloth of that colour looks in the light of the mood. */
function clothOf(palette: Palette, accent: number | undefined): { cloth: Colour; shade: Colour } {
  const colour = accent === undefined ? plain : (accents[accent % accents.length] ?? plain);
  const dim = 0.1 + 0.3 * (1 - lightness(palette.ambient));
  const cloth = mix(mix(colour, palette.ambient, 0.14), palette.ink, dim);
  return { cloth, shade: mix(cloth, palette.ink, 0.58) };
}

/** The colours of a person of this accent, `distance` from 0 (near) to 1 (far). */
export function figureInks(palette: Palette, accent: number | undefined, distance: number, garment?: Figure['garment']): FigureInks {
  const air = mix(palette.sky[2], palette.sky[3], 0.4);
  const far = (colour: Colour) => mix(colour, air, distance * 0.5 * palette.air);
  const { cloth, shade } = clothOf(palette, accent);
  const metal = mix(mix(lit(steel, palette.ambient), palette.ink, 0.2), cloth, 0.3);
  const pale = garment === 'spacesuit';
  const fabric = pale ? mix(mix(palette.light, palette.ambient, 0.35), cloth, 0.24) : garment === 'armour' ? metal : cloth;
  return {
    body: far(mix(palette.ink, air, 0.05)),
    far: far(mix(palette.ink, air, 0.2)),
    skin: far(mix(mix(lit(umber, palette.ambient), palette.ink, 0.34), air, 0.08)),
    cloth: far(fabric),
    shade: far(fabric === cloth ? shade : mix(fabric, palette.ink, 0.5)),
    light: far(palette.light),
  };
}

/** All inks the same: the thin bright edge on the lit side is the whole figure drawn once before, a little aside. */
export function rimInks(palette: Palette): FigureInks {
  const rim = mix(palette.light, palette.sky[3], 0.35);
  return { body: rim, far: rim, skin: rim, cloth: rim, shade: rim, light: rim };
}

/** The two tones of a thing: its faces and the lines between them. */
export function thingInks(
  palette: Palette,
  accent: number | undefined,
  distance: number,
  own?: Colour,
): { face: Colour; edge: Colour; line: Colour } {
  const base = layerColour(palette, 0.06 + distance * 0.5);
  if (own) {
    // In the dark a thing keeps more of its own colour than the light would leave it, so that it can be told.
    const kept = 0.2 + 0.45 * (1 - lightness(palette.ambient));
    const shown = mix(mix(lit(own, palette.ambient), own, kept), base, 0.22 + distance * 0.4);
    return { face: shown, edge: mix(shown, palette.light, 0.2), line: mix(shown, palette.ink, 0.72) };
  }
  if (accent === undefined)
    return { face: mix(base, palette.sky[3], 0.1), edge: mix(base, palette.light, 0.2), line: mix(base, palette.ink, 0.75) };
  const { cloth, shade } = clothOf(palette, accent);
  return { face: cloth, edge: mix(cloth, palette.light, 0.3), line: mix(shade, palette.ink, 0.5) };
}
