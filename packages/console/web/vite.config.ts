import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The policy of the pages lets nothing inline run or load.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
});
