import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

/**
 * The published cases lie beside the repository, in ../shared/cases, one JSON file a case. They are facts about cost
 * accounting with their sources; a test maps a case's input to the public interface and compares the figures.
 */
const repoRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

const sharedFolder = path.resolve(repoRoot, '..', 'shared');

/** Where a file of ../shared is, or undefined where it isn't there. */
export function sharedFile(...parts: string[]): string | undefined {
  const file = path.join(sharedFolder, ...parts);
  return existsSync(file) ? file : undefined;
}

/** For the name of a test that is skipped because its data isn't there. */
export function missingNote(...parts: string[]): string {
  return sharedFile(...parts) === undefined ? ` [skipped: no ${path.posix.join('../shared', ...parts)}]` : '';
}

interface PublishedCase<Input, Expected> {
  readonly id: string;
  readonly input: Input;
  readonly expected: Expected;
}

/** A case by its id. The shape of its input and expectation is written down by the test that uses it. */
export function publishedCase<Input, Expected>(id: string): PublishedCase<Input, Expected> {
  return JSON.parse(readFileSync(path.join(sharedFolder, 'cases', `${id}.json`), 'utf8'));
}

/** A test of a published case, skipped by name where the cases aren't there. */
export function testPublished(id: string, title: string, run: () => void): void {
  const file = ['cases', `${id}.json`];
  test.skipIf(sharedFile(...file) === undefined)(`${id}: ${title}${missingNote(...file)}`, run);
}
