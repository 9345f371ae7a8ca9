import type { FoundGpu } from './gpu-discovery.ts';

/**
 * What one job of a runner takes. `parallel`: one GPU a job · `distributed`: `gpus` GPUs a job at once · `cpu`: none, one of
 * the CPU slots. `memoryMib` is needed on each GPU.
 */
export type Allocation =
  | { readonly strategy: 'cpu' }
  | { readonly strategy: 'parallel'; readonly memoryMib?: number | undefined }
  | { readonly strategy: 'distributed'; readonly gpus: number; readonly memoryMib?: number | undefined };

/** What a job holds until it is released; the ids of its GPUs in order. */
export type Slot = { readonly gpus: readonly string[]; readonly cpu: boolean };

/** Room beside what a runner asks for: the driver's own use goes up and down. */
const spareMib = 1024;

/** The GPUs and CPU slots of a box. A GPU is never shared between jobs. */
export class SlotPool {
  private readonly used = new Set<string>();
  private readonly cpuSlots: number;
  private gpus: readonly FoundGpu[];
  private cpuUsed = 0;

  constructor(gpus: readonly FoundGpu[], cpuSlots: number) {
    this.gpus = gpus;
    this.cpuSlots = cpuSlots;
  }

  /** Jobs that could run at most at a time. */
  get size(): number {
    return this.gpus.length + this.cpuSlots;
  }

  get busy(): number {
    return this.used.size + this.cpuUsed;
  }

  /** Takes in what is free now. */
  refresh(gpus: readonly FoundGpu[]): void {
    this.gpus = gpus;
  }

  /** Whether a job could start now; `memory` where GPUs are idle but too full. */
  look(allocation: Allocation): 'free' | 'busy' | 'memory' {
    if (allocation.strategy === 'cpu') return this.cpuUsed < this.cpuSlots ? 'free' : 'busy';
    const count = countOf(allocation);
    if (this.fitting(allocation).length >= count) return 'free';
    return this.idle(allocation).length >= count ? 'memory' : 'busy';
  }

  /** Takes a slot, or nothing where none is free. */
  take(allocation: Allocation): Slot | undefined {
    if (this.look(allocation) !== 'free') return undefined;
    if (allocation.strategy === 'cpu') {
      this.cpuUsed += 1;
      return { gpus: [], cpu: true };
    }
    const gpus = this.fitting(allocation)
      .slice(0, countOf(allocation))
      .map(({ id }) => id);
    for (const id of gpus) this.used.add(id);
    return { gpus, cpu: false };
  }

  release(slot: Slot): void {
    if (slot.cpu) this.cpuUsed -= 1;
    for (const id of slot.gpus) this.used.delete(id);
  }

  /** Why a runner can never work here, or nothing. */
  impossible(allocation: Allocation): string | undefined {
    if (allocation.strategy === 'cpu') return this.cpuSlots > 0 ? undefined : 'it needs a CPU slot, and cpuSlots is 0';
    const count = countOf(allocation);
    const { memoryMib = 0 } = allocation;
    const large = this.gpus.filter((gpu) => (gpu.memoryMib ?? Infinity) >= memoryMib && mayServe(gpu, allocation));
    if (large.length >= count) return undefined;
    return `it needs ${count} GPU${count === 1 ? '' : 's'} with ${memoryMib} MiB, and this box has ${large.length}`;
  }

  private idle(allocation: Allocation): FoundGpu[] {
    return this.gpus.filter((gpu) => !this.used.has(gpu.id) && mayServe(gpu, allocation));
  }

  private fitting(allocation: Exclude<Allocation, { strategy: 'cpu' }>): FoundGpu[] {
    const { memoryMib } = allocation;
    return this.idle(allocation).filter(({ freeMib }) => memoryMib === undefined || freeMib === null || freeMib >= memoryMib + spareMib);
  }
}

/** One process sees one MIG slice at most, so slices cannot work together. */
function mayServe(gpu: FoundGpu, allocation: Allocation): boolean {
  return !gpu.slice || countOf(allocation) <= 1;
}

function countOf(allocation: Allocation): number {
  if (allocation.strategy === 'cpu') return 0;
  return allocation.strategy === 'distributed' ? allocation.gpus : 1;
}
