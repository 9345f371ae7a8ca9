import { defineConfig } from 'vitest/config';

/** Experiments that `npm run faults` does in full, and that would take half of the time of all other tests together. */
const onlyInFull = [
  'tests/faults/fleet/kills.test.ts',
  'tests/faults/fleet/services.test.ts',
  'tests/server/queue/fleet-queue-faults.test.ts',
  'tests/server/storage/s3-faults.test.ts',
];
const leftOut = process.env.FAULT_ROUNDS ? [] : onlyInFull;

export default defineConfig({
  test: {
    environment: 'node',
    maxWorkers: 2,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'rooms', include: ['tests/**/*.test.{ts,tsx}'], exclude: ['tests/journeys/**', 'tests/fences/**', ...leftOut] },
      },
      {
        extends: true,
        test: { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 },
      },
    ],
  },
});
