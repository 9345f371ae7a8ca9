import { programPath } from '#executors/ffmpeg/program-path.ts';
import { runTool } from '#executors/ffmpeg/run-tool.ts';
import type { Gpu } from './protocol.ts';

/** A GPU with what is free of its memory now, in MiB, where the driver says so. */
export type FoundGpu = Gpu & { readonly freeMib: number | null };

const fields = ['index', 'uuid', 'name', 'memory.total', 'memory.free', 'memory.reserved', 'mig.mode.current'];
const answerMs = 10_000;

/** The GPUs of this machine by `nvidia-smi`; none where it is not installed. Throws StepError where it fails. */
export async function discoverGpus(folder: string): Promise<FoundGpu[]> {
  if (!programPath('nvidia-smi')) return [];
  const ask = async (...args: string[]): Promise<string> => {
    const signal = new AbortController().signal;
    const { stdout } = await runTool({ program: 'nvidia-smi', args, folder, signal, timeoutMs: answerMs });
    return stdout.toString('utf8');
  };
  const table = await ask(`--query-gpu=${fields.join(',')}`, '--format=csv,noheader,nounits');
  const isSliced = table.split('\n').some((line) => valuesOf(line)[6] === 'Enabled');
  return parseGpus(table, isSliced ? await ask('-L') : '');
}

/**
 * GPUs from the lines of `--query-gpu` (index, uuid, name, memory total, free, reserved in MiB, MIG mode). A GPU that is cut
 * into MIG slices is given as its slices, from the lines of `nvidia-smi -L`; a process can use one slice at most.
 */
export function parseGpus(table: string, list = ''): FoundGpu[] {
  const slices = parseSlices(list);
  return table.split('\n').flatMap((line): FoundGpu[] => {
    const [index, id, name = 'GPU', total, free, reserved, mig] = valuesOf(line);
    if (index === null || index === undefined || !id?.startsWith('GPU-')) return [];
    if (mig === 'Enabled') return slices.get(id) ?? [];
    const memory = numberOf(total);
    const usable = memory === null ? null : memory - (numberOf(reserved) ?? 0);
    return [{ id, name: name ?? 'GPU', memoryMib: usable, freeMib: numberOf(free), slice: false }];
  });
}

/** Slices by the GPU they are cut from. The size is in the profile: `2g.35gb`. */
function parseSlices(list: string): Map<string, FoundGpu[]> {
  const slices = new Map<string, FoundGpu[]>();
  let parent: { id: string; name: string } | undefined;
  for (const line of list.split('\n')) {
    const [, name, id] = /^GPU \d+: (.+) \(UUID: (GPU-[0-9a-f-]+)\)/.exec(line) ?? [];
    if (id && name) parent = { id, name };
    const [, profile, sliceId] = /^\s+MIG (\S+)\s+Device\s+\d+: \(UUID: (MIG-[^)]+)\)/.exec(line) ?? [];
    if (!parent || !profile || !sliceId) continue;
    const gigabytes = /\.(\d+)gb/.exec(profile)?.[1];
    const memoryMib = gigabytes === undefined ? null : Number(gigabytes) * 1024;
    const slice = { id: sliceId, name: `${parent.name} ${profile}`, memoryMib, freeMib: memoryMib, slice: true };
    slices.set(parent.id, [...(slices.get(parent.id) ?? []), slice]);
  }
  return slices;
}

/** The values of a line; what the driver cannot say (`[N/A]`, `[Not Supported]`, `[Unknown Error]` …) is null. */
function valuesOf(line: string): (string | null)[] {
  if (!line.includes(',')) return [];
  return line.split(',').map((text) => {
    const value = text.trim();
    return value === '' || value === 'N/A' || /^\[.*\]$/.test(value) ? null : value;
  });
}

function numberOf(text: string | null | undefined): number | null {
  const value = text === null || text === undefined ? Number.NaN : Number.parseFloat(text);
  return Number.isFinite(value) ? value : null;
}
