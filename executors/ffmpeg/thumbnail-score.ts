/** How telling a small picture is: `score` grows with contrast, detail and colour; a black, white or empty one has nearly none. */
export type Telling = { readonly score: number; readonly histogram: readonly number[] };

const bins = 16;

/** Looks at one picture of `width` pixels a row, three bytes a pixel. */
export function telling(rgb: Uint8Array, width: number): Telling {
  const pixels = rgb.length / 3;
  const histogram = new Array<number>(bins).fill(0);
  const luma = new Float64Array(pixels);
  let colour = 0;
  for (let at = 0; at < pixels; at += 1) {
    const [red = 0, green = 0, blue = 0] = [rgb[at * 3], rgb[at * 3 + 1], rgb[at * 3 + 2]];
    const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    luma[at] = light;
    colour += Math.max(red, green, blue) - Math.min(red, green, blue);
    const bin = Math.min(bins - 1, Math.floor((light * bins) / 256));
    histogram[bin] = (histogram[bin] ?? 0) + 1 / pixels;
  }
  const score = spread(histogram) * (1 + contrast(luma) / 40 + detail(luma, width) / 12 + colour / pixels / 80);
  return { score, histogram };
}

/**
 * The number of the picture to show: telling by itself and like the others, so that a flash or a title card does not win.
 * Equal ones are settled for the earlier.
 */
export function mostTelling(pictures: readonly Telling[]): number {
  const average = Array.from({ length: bins }, (_, bin) => mean(pictures.map(({ histogram }) => histogram[bin] ?? 0)));
  const scores = pictures.map(({ score, histogram }) => score * (1 - distance(histogram, average) / 2));
  return scores.indexOf(Math.max(...scores));
}

/** How evenly the tones are used, 0 to 1. */
function spread(histogram: readonly number[]): number {
  return -histogram.reduce((sum, share) => sum + (share > 0 ? share * Math.log(share) : 0), 0) / Math.log(bins);
}

function contrast(luma: Float64Array): number {
  const middle = luma.reduce((sum, light) => sum + light, 0) / luma.length;
  return Math.sqrt(luma.reduce((sum, light) => sum + (light - middle) ** 2, 0) / luma.length);
}

/** Mean step from pixel to pixel along the rows. */
function detail(luma: Float64Array, width: number): number {
  let sum = 0;
  for (let at = 1; at < luma.length; at += 1) if (at % width !== 0) sum += Math.abs((luma[at] ?? 0) - (luma[at - 1] ?? 0));
  return sum / luma.length;
}

function distance(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, share, bin) => sum + Math.abs(share - (other[bin] ?? 0)), 0) / 2;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}
