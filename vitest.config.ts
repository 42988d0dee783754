import { defineConfig } from 'vitest/config';

/** Each of these files has a database or a server of its own, and none measures time. */
const besideEachOther = [
  'tests/contract/{api,cli,exports,imports,models}/**/*.test.ts',
  'tests/integration/{cli,house}/**/*.test.ts',
];

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/summary-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'parts',
          include: besideEachOther,
          globalSetup: ['tests/support/global-postgres.ts'],
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['tests/{contract,integration,faults}/**/*.test.ts'],
          exclude: besideEachOther,
          globalSetup: ['tests/support/global-postgres.ts'],
          // Servers, models and kill switches: side by side they would measure each other.
          fileParallelism: false,
          // Bounds for a machine with other things to do; every wait inside has its own, with a name.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/global-postgres.ts'],
          fileParallelism: false,
          // axe-core looks at every element of every page; a busy machine takes minutes for it.
          testTimeout: 300_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
