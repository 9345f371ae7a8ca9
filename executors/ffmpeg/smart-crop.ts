/** Where a window stands: from frame `at` on, moving evenly to the next key. `position`: its near edge as a share of the picture. */
export type CropKey = { readonly at: number; readonly position: number };

export type CropAsk = {
  /** Attention along the free side of each frame, adding up to at most 1. */
  readonly profiles: readonly Float32Array[];
  /** Frames at which a new scene begins. */
  readonly cuts: ReadonlySet<number>;
  /** Frames a second. */
  readonly fps: number;
  /** Length of the window as a share of the picture. */
  readonly share: number;
};

/** No pan is faster than this share of the picture in a second. */
const fastestPan = 0.85;
/** A pan over the whole picture must win as much as seeing nothing for this many seconds would lose. */
const panCostSeconds = 0.12;
/** Attention is averaged over this long, and the track once more, so that the window glides. */
const settleSeconds = 0.15;
const glideSeconds = 0.15;
/** In this middle part of the window the subject may move without the window following. */
const deadZone = 0.5;
const edgeWorth = 0.35;
/** A key that changes the track by less than this part of a step of the profile is left out. */
const tolerance = 0.04;

/** Finds the track of a window that keeps what draws the eye inside, pans slowly, rests where it can and jumps only at cuts. */
export function cropTrack(ask: CropAsk): CropKey[] {
  const keys: CropKey[] = [];
  const bounds = [0, ...[...ask.cuts].filter((at) => at > 0 && at < ask.profiles.length).sort((a, b) => a - b), ask.profiles.length];
  for (let scene = 0; scene + 1 < bounds.length; scene += 1) {
    const from = bounds[scene] ?? 0;
    const profiles = ask.profiles.slice(from, bounds[scene + 1]);
    if (profiles.length === 0) continue;
    const track = gaussian(bestPath(smoothed(profiles, settleSeconds * ask.fps), ask), glideSeconds * ask.fps);
    const size = profiles[0]?.length ?? 1;
    keys.push(...simplified(track).map(({ at, position }) => ({ at: at + from, position: within(position / size, ask.share) })));
  }
  return keys.length > 0 ? keys : [{ at: 0, position: (1 - ask.share) / 2 }];
}

function within(position: number, share: number): number {
  return Math.min(Math.max(0, position), Math.max(0, 1 - share));
}

/** The best place in every frame taken together: what is seen, less the cost of moving. In steps of the profile. */
function bestPath(profiles: readonly Float32Array[], { fps, share }: CropAsk): Float64Array {
  const size = profiles[0]?.length ?? 1;
  const window = share * size;
  const places = Math.max(1, Math.floor(size - window + 1e-6) + 1);
  const cost = (panCostSeconds * fps) / Math.max(1, places - 1);
  const reach = Math.max(1, Math.ceil((fastestPan * size) / fps));
  const worth = bump(window);
  let best = seen(profiles[0] ?? new Float32Array(size), worth, places);
  const came: Int16Array[] = [];
  for (const profile of profiles.slice(1)) {
    const now = seen(profile, worth, places);
    const from = new Int16Array(places);
    best = now.map((value, place) => value + arrive(best, place, { reach, cost }, from));
    came.push(from);
  }
  return traced(best, came);
}

/** The best way to a place; fills in where it came from. */
function arrive(best: Float64Array, place: number, { reach, cost }: { reach: number; cost: number }, from: Int16Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let other = Math.max(0, place - reach); other <= Math.min(best.length - 1, place + reach); other += 1) {
    const value = (best[other] ?? 0) - cost * Math.abs(other - place);
    if (value > most + 1e-12) {
      most = value;
      from[place] = other;
    }
  }
  return most;
}

function traced(best: Float64Array, came: readonly Int16Array[]): Float64Array {
  const path = new Float64Array(came.length + 1);
  const top = best.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  // Of equally good places the middle one: a frame without a subject is cropped around its centre.
  const equal = [...best.keys()].filter((place) => (best[place] ?? 0) >= top - 1e-9);
  path[came.length] = equal[Math.floor(equal.length / 2)] ?? 0;
  for (let at = came.length - 1; at >= 0; at -= 1) path[at] = came[at]?.[path[at + 1] ?? 0] ?? 0;
  return path;
}

/** What a thing is worth at each step of the window: all in the middle, less towards the edges. */
function bump(window: number): Float64Array {
  return Float64Array.from({ length: Math.ceil(window) }, (_, at) => {
    const out = Math.abs((2 * (at + 0.5)) / window - 1);
    return out <= deadZone ? 1 : 1 - ((Math.min(1, out) - deadZone) / (1 - deadZone)) * (1 - edgeWorth);
  });
}

function seen(profile: Float32Array, worth: Float64Array, places: number): Float64Array {
  const sums = new Float64Array(places);
  for (let place = 0; place < places; place += 1) {
    let sum = 0;
    for (let at = 0; at < worth.length; at += 1) sum += (profile[place + at] ?? 0) * (worth[at] ?? 0);
    sums[place] = sum;
  }
  return sums;
}

/** Averages each point of the profiles over neighbouring frames. */
function smoothed(profiles: readonly Float32Array[], sigma: number): Float32Array[] {
  const size = profiles[0]?.length ?? 0;
  const result = profiles.map(() => new Float32Array(size));
  for (let point = 0; point < size; point += 1) {
    const line = gaussian(
      Float64Array.from(profiles, (profile) => profile[point] ?? 0),
      sigma,
    );
    line.forEach((value, frame) => {
      const row = result[frame];
      if (row) row[point] = value;
    });
  }
  return result;
}

/** A weighted mean over neighbours; at the ends over those that exist. */
function gaussian(line: Float64Array, sigma: number): Float64Array {
  const radius = Math.ceil(sigma * 2.5);
  if (radius < 1) return line;
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, at) => Math.exp(-((at - radius) ** 2) / (2 * sigma * sigma)));
  return line.map((_, at) => {
    let sum = 0;
    let weight = 0;
    const last = Math.min(line.length - 1, at + radius);
    for (let near = Math.max(0, at - radius); near <= last; near += 1) {
      const share = kernel[near - at + radius] ?? 0;
      sum += (line[near] ?? 0) * share;
      weight += share;
    }
    return sum / weight;
  });
}

/** The fewest keys between which straight lines stay close to the track. */
function simplified(track: Float64Array): CropKey[] {
  const last = track.length - 1;
  const keep = new Set([0, last]);
  const open: [number, number][] = [[0, last]];
  for (let span = open.pop(); span; span = open.pop()) {
    const worst = farthest(track, ...span);
    if (!worst) continue;
    keep.add(worst);
    open.push([span[0], worst], [worst, span[1]]);
  }
  return [...keep].sort((a, b) => a - b).map((at) => ({ at, position: track[at] ?? 0 }));
}

function farthest(track: Float64Array, from: number, to: number): number | undefined {
  let most = tolerance;
  let worst: number | undefined;
  const [start = 0, end = 0] = [track[from], track[to]];
  for (let at = from + 1; at < to; at += 1) {
    const away = Math.abs((track[at] ?? 0) - (start + ((end - start) * (at - from)) / (to - from)));
    if (away > most) [most, worst] = [away, at];
  }
  return worst;
}
