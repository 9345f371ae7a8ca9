import { describe, expect, it } from 'vitest';
import { SlotPool } from '#gpu-agents/slots.ts';

const gpu = (id: string, freeMib = 80_000, slice = false) => ({ id, name: 'GPU', memoryMib: 81_000, freeMib, slice });

describe('the slots of a box', () => {
  it('gives one GPU a job, or several at once, and never one to two jobs', () => {
    const pool = new SlotPool([gpu('a'), gpu('b'), gpu('c')], 1);
    const pair = pool.take({ strategy: 'distributed', gpus: 2 });
    expect(pair?.gpus).toEqual(['a', 'b']);
    expect(pool.take({ strategy: 'distributed', gpus: 2 })).toBeUndefined();
    expect(pool.take({ strategy: 'parallel' })?.gpus).toEqual(['c']);
    expect(pool.look({ strategy: 'parallel' })).toBe('busy');
    pool.release(pair as NonNullable<typeof pair>);
    expect(pool.look({ strategy: 'distributed', gpus: 2 })).toBe('free');
  });

  it('says that memory is what lacks', () => {
    const pool = new SlotPool([gpu('a', 10_000)], 0);
    expect(pool.look({ strategy: 'parallel', memoryMib: 10_000 })).toBe('memory');
    pool.refresh([gpu('a', 40_000)]);
    expect(pool.look({ strategy: 'parallel', memoryMib: 10_000 })).toBe('free');
    expect(pool.impossible({ strategy: 'parallel', memoryMib: 90_000 })).toContain('90000 MiB');
  });

  it('never puts slices of GPUs together', () => {
    const pool = new SlotPool([gpu('MIG-a', 80_000, true), gpu('MIG-b', 80_000, true)], 0);
    expect(pool.take({ strategy: 'distributed', gpus: 2 })).toBeUndefined();
    expect(pool.take({ strategy: 'parallel' })?.gpus).toEqual(['MIG-a']);
  });
});
