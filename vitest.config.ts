import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (name: string) => fileURLToPath(new URL(`./packages/${name}/src/index.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      '@millrace/exact': source('exact'),
      '@millrace/facts': source('facts'),
      '@millrace/bom': source('bom'),
      '@millrace/costing-core': source('costing-core'),
      '@millrace/store': source('store'),
      '@millrace/report/figures': fileURLToPath(new URL('./packages/report/src/figures.ts', import.meta.url)),
      '@millrace/report': source('report'),
      '@millrace/batch-runner': source('batch-runner'),
    },
  },
  test: {
    reporters: ['default', './test/skipped-tests.ts'],
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    // Many tests wait for processes that they started: a core left idle would only wait along.
    maxWorkers: '100%',
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
