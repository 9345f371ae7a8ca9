/** Red, green, blue, each from 0 to 1, in sRGB. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A colour written as `#rrggbb`. */
export function hex(text: string): Colour {
  const value = Number.parseInt(text.slice(1), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

const byte = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * 255);

/** The colour as CSS, with an opacity from 0 to 1. */
export function css(colour: Colour, opacity = 1): string {
  const [red, green, blue] = colour.map(byte);
  return `rgba(${red},${green},${blue},${Math.round(Math.max(0, Math.min(1, opacity)) * 1000) / 1000})`;
}

const toLinear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const fromLinear = (part: number) => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055);

function toLab(colour: Colour): Colour {
  const [red, green, blue] = [toLinear(colour[0]), toLinear(colour[1]), toLinear(colour[2])];
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  ];
}

function fromLab([lightness, greenRed, blueYellow]: Colour): Colour {
  const long = (lightness + 0.3963377774 * greenRed + 0.2158037573 * blueYellow) ** 3;
  const medium = (lightness - 0.1055613458 * greenRed - 0.0638541728 * blueYellow) ** 3;
  const short = (lightness - 0.0894841775 * greenRed - 1.291485548 * blueYellow) ** 3;
  return [
    fromLinear(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    fromLinear(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    fromLinear(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

/** From `one` (share 0) to `other` (share 1), even to the eye: mixed in OKLab. */
export function mix(one: Colour, other: Colour, share: number): Colour {
  const [a, b] = [toLab(one), toLab(other)];
  const part = (index: 0 | 1 | 2) => a[index] + (b[index] - a[index]) * share;
  return fromLab([part(0), part(1), part(2)]);
}

/** What a surface of this colour looks like in that light. */
export function lit(surface: Colour, light: Colour): Colour {
  return [surface[0] * light[0], surface[1] * light[1], surface[2] * light[2]];
}

/** Lightness to the eye, 0 to 1. */
export function lightness(colour: Colour): number {
  return toLab(colour)[0];
}
