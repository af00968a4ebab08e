import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './docs/blocks.js';

test('a run names what it skipped, and how to get what was missing', () => {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, CHROMIUM: '/nowhere/chromium', NO_COLOR: '1' };
  const printed = execFileSync(process.execPath, [vitest, 'run', 'test/report/browser.test.ts'], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
    stdio: 'pipe',
  });
  const note = 'skipped: no /nowhere/chromium; install the Debian package chromium';
  expect(printed).toContain(
    `Tests that were skipped:\n  test/report/browser.test.ts: the report in a browser (${note})\n`,
  );
});
