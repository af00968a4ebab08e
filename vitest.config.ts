import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.js';

const source = (name: string) => fileURLToPath(new URL(`./packages/${name}/src/index.ts`, import.meta.url));

const PATIENCE = 900_000;

const UNIT = ['packages/*/src/**/*.test.ts', 'test/tidy.test.ts'];

/** Folders of tests that make databases: a server is started and set up once for all of them. */
const DATABASE = [
  'test/batch/**/*.test.ts',
  'test/console/**/*.test.ts',
  'test/findings/**/*.test.ts',
  'test/import/**/*.test.ts',
  'test/reports/**/*.test.ts',
];

/** Sizes of properties, kills and power cuts, as multiples of those that people wait for. */
const LONG = process.env.MILLRACE_RUNS ?? '5';

export default defineConfig(({ mode }) => ({
  resolve: {
    alias: {
      '@millrace/exact': source('exact'),
      '@millrace/facts': source('facts'),
      '@millrace/bom': source('bom'),
      '@millrace/costing-core': source('costing-core'),
      '@millrace/store': source('store'),
      '@millrace/report/figures': fileURLToPath(new URL('./packages/report/src/figures.ts', import.meta.url)),
      '@millrace/report/sheets': fileURLToPath(new URL('./packages/report/src/sheets.ts', import.meta.url)),
      '@millrace/report': source('report'),
      '@millrace/console': source('console'),
      '@millrace/batch-runner': source('batch-runner'),
    },
  },
  test: {
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/skipped-tests.ts'],
    // Many tests wait for processes that they started: a core left idle would only wait along.
    maxWorkers: '100%',
    // Files of tests share a worker and what it has loaded: none of them changes a module, and loading took a tenth of the time.
    isolate: false,
    // The only limit there is: tests find out what hangs, not what is slow on a busy machine.
    env: mode === 'long' ? { MILLRACE_RUNS: LONG } : {},
    globalSetup: './test/batch/build-command.ts',
    setupFiles: ['seed', 'leave-nothing'].map((name) => fileURLToPath(new URL(`./test/${name}.ts`, import.meta.url))),
    testTimeout: PATIENCE,
    hookTimeout: PATIENCE,
    expect: { poll: { timeout: PATIENCE } },
    projects: [
      // What needs neither a process nor a database: `npm run check`.
      { extends: true, test: { name: 'unit', include: UNIT } },
      {
        extends: true,
        test: { name: 'database', include: DATABASE, globalSetup: './test/batch/start-databases.ts' },
      },
      { extends: true, test: { name: 'product', include: ['test/**/*.test.ts'], exclude: [...UNIT, ...DATABASE] } },
    ],
  },
}));
