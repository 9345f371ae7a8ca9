import { describe, expect, it } from 'vitest';
import { parseGpus } from '#gpu-agents/gpu-discovery.ts';

const h200 = '0, GPU-aaaa0000-1111-2222-3333-444455556666, NVIDIA H200, 143771, 143158, 614, Disabled';

describe('what nvidia-smi says', () => {
  it('is read as GPUs with the memory that a job can use', () => {
    expect(parseGpus(`${h200}\n`)).toEqual([
      { id: 'GPU-aaaa0000-1111-2222-3333-444455556666', name: 'NVIDIA H200', memoryMib: 143157, freeMib: 143158, slice: false },
    ]);
  });

  it('may leave values out', () => {
    const line = '0, GPU-bbbb, NVIDIA GeForce RTX 4080 SUPER, 16376, [N/A], [Not Supported], [N/A]';
    expect(parseGpus(line)).toMatchObject([{ memoryMib: 16376, freeMib: null }]);
    expect(parseGpus('0, GPU-cccc, N/A, [Unknown Error], N/A, [N/A], [N/A]')).toMatchObject([{ name: 'GPU', memoryMib: null }]);
  });

  it('names the slices of a GPU that is cut up, and not the GPU', () => {
    const list = `GPU 0: NVIDIA H200 (UUID: GPU-aaaa0000-1111-2222-3333-444455556666)
  MIG 2g.35gb     Device  0: (UUID: MIG-00000002-aaaa)
  MIG 1g.18gb     Device  1: (UUID: MIG-00000003-bbbb)`;
    expect(parseGpus(h200.replace('Disabled', 'Enabled'), list)).toMatchObject([
      { id: 'MIG-00000002-aaaa', memoryMib: 35840, slice: true },
      { id: 'MIG-00000003-bbbb', memoryMib: 18432, slice: true },
    ]);
  });

  it('is nothing where there is no driver', () => {
    expect(parseGpus('NVIDIA-SMI has failed because it couldn’t communicate with the NVIDIA driver.')).toEqual([]);
    expect(parseGpus('No devices were found\n')).toEqual([]);
  });
});
