import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/figures.ts', 'src/sheets.ts'],
  format: ['esm'],
  target: 'node22',
  dts: true,
  sourcemap: true,
  clean: true,
  // A report draws bars: what they need of the charts is built in, instead of 63 MB that are installed.
  noExternal: ['echarts', 'zrender'],
  treeshake: true,
});
