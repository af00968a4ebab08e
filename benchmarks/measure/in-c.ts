import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether this machine has a C compiler. */
export function hasC(): boolean {
  return spawnSync('cc', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Compiles a program of this folder (`allocation/allocation.c`) and runs it; what it prints is its result, as JSON. */
export function inC<Result>(program: string, args: readonly string[]): Result {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-bench-'));
  const binary = path.join(folder, 'program');
  try {
    const source = fileURLToPath(new URL(`../${program}`, import.meta.url));
    execFileSync('cc', ['-O3', '-march=native', '-o', binary, source], { stdio: ['ignore', 'inherit', 'inherit'] });
    return JSON.parse(execFileSync(binary, args, { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
