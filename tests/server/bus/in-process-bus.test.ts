import { describe } from 'vitest';
import { openInProcessBus } from '#server/bus/in-process-bus.ts';
import { busContract } from './contract.ts';

describe('the bus of one process', () => {
  busContract(async () => {
    const bus = openInProcessBus();
    return [bus, bus];
  });
});
