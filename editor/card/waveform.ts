/** Files larger than this are not decoded for a picture of their sound. */
const mostBytes = 30_000_000;
const cache = new Map<string, Promise<number[]>>();

/** The loudness of a sound in `count` slices, 0 to 1. Empty where it cannot be decoded. */
export function peaksOf(url: string, count: number, bytes: number | undefined): Promise<number[]> {
  if ((bytes ?? 0) > mostBytes) return Promise.resolve([]);
  const known = cache.get(url);
  if (known) return known;
  const work = decode(url, count).catch(() => []);
  cache.set(url, work);
  return work;
}

async function decode(url: string, count: number): Promise<number[]> {
  const response = await fetch(url);
  if (!response.ok) return [];
  const context = new OfflineAudioContext(1, 1, 16_000);
  const samples = (await context.decodeAudioData(await response.arrayBuffer())).getChannelData(0);
  return slicePeaks(samples, count);
}

/** The highest sample of each of `count` equal slices, with the loudest as 1. */
export function slicePeaks(samples: Float32Array, count: number): number[] {
  const size = Math.max(1, Math.floor(samples.length / count));
  const peaks = Array.from({ length: count }, (_, slice) => {
    let peak = 0;
    for (let at = slice * size; at < Math.min((slice + 1) * size, samples.length); at += 1)
      peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    return peak;
  });
  const loudest = Math.max(...peaks, 1e-6);
  return peaks.map((peak) => peak / loudest);
}
