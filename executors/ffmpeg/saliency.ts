/** A small picture, RGB, 8 bits each. */
export type SmallSize = { readonly width: number; readonly height: number };

/**
 * Where a frame draws the eye: `columns` and `rows` share out its attention, each adding up to at most 1: nearly all of it
 * where something moves, less than half where all is still, nothing where there is nothing to see. `cut`: a new scene begins here.
 */
export type Attention = {
  readonly columns: Float32Array;
  readonly rows: Float32Array;
  readonly cut: boolean;
};

/** Shares of what draws the eye. Movement counts most, and only as far as there is any. */
const weights = { motion: 0.55, colour: 0.3, edges: 0.15 };
/** Grey levels: less is noise of the camera or of compression. */
const motionNoise = 10;
const cutChange = 20;
const cutFactor = 3.5;
const mostShift = 3;

type Planes = { readonly luma: Float32Array; readonly colour: Float32Array; readonly edges: Float32Array; readonly mean: number };

/** Reads the frames of a film in order, as small pictures; each call answers for its frame. */
export function createAttention({ width, height }: SmallSize): (rgb: Uint8Array) => Attention {
  const prior = centrePrior(width, height);
  let last: Planes | undefined;
  const changes: number[] = [];
  return (rgb) => {
    const planes = planesOf(rgb, width, height);
    const moved = last ? movement(planes, last, width, height) : { motion: new Float32Array(width * height), change: 0 };
    const cut = last !== undefined && moved.change > Math.max(cutChange, cutFactor * median(changes));
    changes.push(moved.change);
    if (changes.length > 15) changes.shift();
    last = planes;
    const map = combine(planes, cut ? new Float32Array(width * height) : moved.motion, prior);
    return { ...profiles(map, width, height), cut };
  };
}

function planesOf(rgb: Uint8Array, width: number, height: number): Planes {
  const luma = new Float32Array(width * height);
  const blue = new Float32Array(width * height);
  const red = new Float32Array(width * height);
  for (let at = 0; at < luma.length; at += 1) {
    const [r = 0, g = 0, b = 0] = [rgb[at * 3], rgb[at * 3 + 1], rgb[at * 3 + 2]];
    const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    luma[at] = y;
    blue[at] = (b - y) / 2;
    red[at] = (r - y) / 2;
  }
  const [meanLuma, meanBlue, meanRed] = [meanOf(luma), meanOf(blue), meanOf(red)];
  const colour = luma.map((y, at) => (y - meanLuma) ** 2 + 2 * ((blue[at] ?? 0) - meanBlue) ** 2 + 2 * ((red[at] ?? 0) - meanRed) ** 2);
  return { luma, colour, edges: edgesOf(luma, width, height), mean: meanLuma };
}

function edgesOf(luma: Float32Array, width: number, height: number): Float32Array {
  const edges = new Float32Array(luma.length);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const across = (luma[at + 1] ?? 0) - (luma[at - 1] ?? 0);
      const down = (luma[at + width] ?? 0) - (luma[at - width] ?? 0);
      edges[at] = Math.abs(across) + Math.abs(down);
    }
  }
  return edges;
}

/** What moved against the picture as a whole: the move of the camera and a change of light are taken out first. */
function movement(now: Planes, before: Planes, width: number, height: number): { motion: Float32Array; change: number } {
  const light = now.mean - before.mean;
  const shift = cameraShift(now.luma, before.luma, light, width, height);
  const motion = new Float32Array(width * height);
  let change = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const from = Math.min(Math.max(y - shift.y, 0), height - 1) * width + Math.min(Math.max(x - shift.x, 0), width - 1);
      const difference = Math.abs((now.luma[at] ?? 0) - (before.luma[from] ?? 0) - light);
      change += difference;
      // The place a thing has left changes as much as the place it goes to; the thing itself stands out.
      const standsOut = 0.15 + Math.min(1, Math.sqrt(now.colour[at] ?? 0) / 80);
      motion[at] = Math.max(0, difference - motionNoise) * standsOut;
    }
  }
  return { motion, change: change / motion.length };
}

/** The shift of the whole picture, in small pixels, that explains most of the change. */
function cameraShift(now: Float32Array, before: Float32Array, light: number, width: number, height: number): { x: number; y: number } {
  let best = { x: 0, y: 0, cost: Number.POSITIVE_INFINITY };
  for (let y = -mostShift; y <= mostShift; y += 1) {
    for (let x = -mostShift; x <= mostShift; x += 1) {
      const cost = shiftCost(now, before, { x, y, light, width, height }) * (1 + 0.01 * (Math.abs(x) + Math.abs(y)));
      if (cost < best.cost) best = { x, y, cost };
    }
  }
  return best;
}

type Shift = SmallSize & { readonly x: number; readonly y: number; readonly light: number };

/** Every third pixel is enough to tell; a difference counts only so far, so that one thing crossing the frame is no camera move. */
function shiftCost(now: Float32Array, before: Float32Array, { x: dx, y: dy, light, width, height }: Shift): number {
  let cost = 0;
  for (let y = mostShift; y < height - mostShift; y += 3) {
    for (let x = mostShift; x < width - mostShift; x += 3) {
      const difference = (now[y * width + x] ?? 0) - (before[(y - dy) * width + x - dx] ?? 0) - light;
      cost += Math.min(30, Math.abs(difference));
    }
  }
  return cost;
}

/** The middle counts a little more than the sides, and the edges, where labels stand, far less. */
function centrePrior(width: number, height: number): Float32Array {
  const across = (at: number, size: number): number => Math.abs((2 * (at + 0.5)) / size - 1);
  return Float32Array.from({ length: width * height }, (_, index) => {
    const x = across(index % width, width);
    const y = across(Math.floor(index / width), height);
    return (1 - 0.2 * x * x) * (y > 0.8 ? 0.25 : 1 - 0.2 * y * y) * (x > 0.96 ? 0.4 : 1);
  });
}

function combine(planes: Planes, motion: Float32Array, prior: Float32Array): Float32Array {
  const parts = [
    { map: peaks(motion), weight: weights.motion },
    { map: peaks(planes.colour), weight: weights.colour },
    { map: peaks(planes.edges), weight: weights.edges },
  ];
  const map = new Float32Array(prior.length);
  for (const { map: part, weight } of parts) {
    for (let at = 0; at < map.length; at += 1) map[at] = (map[at] ?? 0) + (part[at] ?? 0) * weight * (prior[at] ?? 0);
  }
  return map;
}

/** What stands above the average, sharing out 1. */
function peaks(map: Float32Array): Float32Array {
  const floor = 1.5 * meanOf(map);
  const high = map.map((value) => Math.max(0, value - floor));
  const sum = high.reduce((total, value) => total + value, 0);
  return sum > 0 ? high.map((value) => value / sum) : high;
}

function profiles(map: Float32Array, width: number, height: number): { columns: Float32Array; rows: Float32Array } {
  const columns = new Float32Array(width);
  const rows = new Float32Array(height);
  map.forEach((value, at) => {
    const x = at % width;
    const y = Math.floor(at / width);
    columns[x] = (columns[x] ?? 0) + value;
    rows[y] = (rows[y] ?? 0) + value;
  });
  return { columns, rows };
}

function meanOf(list: Float32Array): number {
  return list.reduce((sum, value) => sum + value, 0) / Math.max(1, list.length);
}

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
}
