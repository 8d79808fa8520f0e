import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: './tests/support/server.ts',
    include: ['src/**/*.test.ts', 'demo/**/*.test.ts', 'tests/**/*.test.ts', 'scripts/**/*.test.ts'],
    testTimeout: 30_000,
    // The tests wait for PostgreSQL half of the time: as many files at once as there are cores, not one less.
    maxWorkers: availableParallelism(),
  },
});
