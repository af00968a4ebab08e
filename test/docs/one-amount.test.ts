import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './blocks.js';
import { oneAmount } from './one-amount.js';

/** `npx vitest run test/docs -u` writes the page anew. */
test('docs/one-amount.md says what the engine does with an amount', async () => {
  await expect(await oneAmount()).toMatchFileSnapshot(join(ROOT, 'docs', 'one-amount.md'));
});
