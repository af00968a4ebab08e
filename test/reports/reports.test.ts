import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { disagreements } from './worked-report.js';

/**
 * What people report of software that costs stock and production, worked out by hand: each folder of `cases` holds facts,
 * the figures that are right, and why. They run through the command as its users would run them.
 *
 * KNOWN_FAILURES names the cases that Millrace doesn't answer rightly yet. Who mends one takes it off the list: a case on
 * the list that comes out right fails the test. The list has to become empty.
 */
const KNOWN_FAILURES: readonly string[] = [];

const CASES = fileURLToPath(new URL('./cases/', import.meta.url));
const names = readdirSync(CASES).sort();

describe('worked reports', () => {
  for (const name of names) {
    it(name, async () => {
      const wrong = await disagreements(`${CASES}${name}`);
      if (KNOWN_FAILURES.includes(name)) expect(wrong, 'it comes out right: take it off the list').not.toEqual([]);
      else expect(wrong).toEqual([]);
    });
  }

  it('lists known failures by the names of cases', () => {
    expect(names).toEqual(expect.arrayContaining([...KNOWN_FAILURES]));
    expect(names.length).toBeGreaterThan(40);
  });
});
