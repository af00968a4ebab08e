import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The command as a file that Node runs. */
    command: string;
  }
}

/**
 * Builds the command, with all that it needs, from the sources as they are: once for all files of tests. Hundreds of processes are
 * started of it, and a few files load in a third of the time that a thousand take.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-command-'));
  // Other users run it as well.
  await chmod(folder, 0o755);
  await build({
    entryPoints: { millrace: fileURLToPath(new URL('batch-runner/src/main.ts', PACKAGES)) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    // Stacks name functions as the sources do.
    keepNames: true,
    banner: { js: `const require = process.getBuiltinModule('module').createRequire(import.meta.url);` },
    plugins: [OURS, WHERE_IT_LIES],
  });
  project.provide('command', join(folder, 'millrace.mjs'));
  return () => rm(folder, { recursive: true, force: true });
}

const PACKAGES = new URL('../../packages/', import.meta.url);

/** Packages of ours lead to their sources. */
const OURS: Plugin = {
  name: 'sources of packages',
  setup({ onResolve }) {
    onResolve({ filter: /^@millrace\// }, ({ path }) => {
      const [, name, part = 'index'] = path.split('/');
      return { path: fileURLToPath(new URL(`${name}/src/${part}.ts`, PACKAGES)) };
    });
  },
};

/**
 * What looks for files beside itself finds them where it lies. So do packages that load WebAssembly, and those that are only loaded
 * when they are wanted, which stay as they are: some load machine code, and of CommonJS little more than the default would be left.
 */
const WHERE_IT_LIES: Plugin = {
  name: 'where it lies',
  setup({ onLoad, onResolve, resolve }) {
    onLoad({ filter: /\/packages\/[a-z-]+\/src\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'ts' };
    });
    onResolve({ filter: /^[^.]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      const staysAsItIs = kind === 'dynamic-import' || path.startsWith('@electric-sql/pglite');
      if (!staysAsItIs || pluginData === IS_ASKED) return undefined;
      const found = await resolve(path, { kind, resolveDir, pluginData: IS_ASKED });
      return found.external ? found : { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

const IS_ASKED = 'by us';
