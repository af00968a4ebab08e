import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the pages, as it is sent. */
export interface WebFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** Where the built pages lie, seen from the sources and from what is built of them. */
const BUILT = fileURLToPath(new URL('../dist/web/', import.meta.url));

/** The pages by the path under which a browser asks for them. They are small, and the same for everybody: read once. */
export async function readWebFiles(): Promise<ReadonlyMap<string, WebFile>> {
  const names = await readdir(BUILT, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new Error(`The pages of the console are not built: run npm run build -w @millrace/console`, { cause: error });
  });
  const files = new Map<string, WebFile>();
  for (const entry of names) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${file.slice(BUILT.length).replaceAll('\\', '/')}`;
    files.set(path, { bytes: new Uint8Array(await readFile(file)), type: TYPES[extname(file)] ?? 'text/plain' });
  }
  return files;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
