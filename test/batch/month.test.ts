import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EMBEDDED, type Kind, SERVER } from './databases.js';
import { factsFolder } from './facts-folder.js';
import { temporaryFolder } from './folders.js';
import { millrace, millraceJson } from './millrace.js';
import { smallFactory } from './small-factory.js';

interface ClosedJson {
  readonly hash: string;
  readonly input_hash: string;
  readonly version: number;
  readonly findings: readonly { readonly code: string; readonly severity: string }[];
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

describe.each([EMBEDDED, SERVER])('two months on $name', (kind: Kind) => {
  test.runIf(kind.present)('are imported, closed, published, compared, explained and verified', async () => {
    const database = await kind.create();
    const on = ['--database', database];
    const folder = await factsFolder(smallFactory);

    const imported = await millraceJson<{ tables: { table: string; added: number }[] }>(['import', folder, ...on]);
    expect(imported.code).toBe(0);
    expect(imported.json.tables.find(({ table }) => table === 'movement')?.added).toBe(6);

    const september = await millraceJson<ClosedJson>(['close', '2026-09', ...on]);
    expect(september.json.findings).toEqual([]);
    // material 600.00 over 5 made and 5 in process; wages 750.00 over 5 and half of 5
    const made = { item: 'BOX', basis: 'produced', quantity: '5.000000', amount: '800.00', unit_cost: '160.000000' };
    expect(september.json.tables.unit_cost).toContainEqual(expect.objectContaining(made));

    const fromFiles = await millraceJson<ClosedJson>(['close', '2026-09', '--from', folder]);
    expect(fromFiles.json.input_hash).toBe(september.json.input_hash);
    expect(fromFiles.json.tables.unit_cost).toEqual(september.json.tables.unit_cost);

    const early = await millraceJson<ClosedJson>(['close', '2026-10', ...on]);
    expect(early.code).toBe(1);
    expect(early.json.findings.map(({ code }) => code)).toEqual(['previous_period_must_be_published']);
    expect((await millrace(['versions', ...on])).stdout).not.toContain('2026-10');

    expect((await millrace(['publish', '1', ...on])).code).toBe(0);
    const october = await millraceJson<ClosedJson>(['close', '2026-10', ...on]);
    expect(october.code).toBe(0);
    // what was sold in September at 160.00 a piece comes back at that: half of 320.00
    expect(october.json.tables.movement_cost).toContainEqual({
      movement: 'M6',
      element: 'material',
      quantity: '1.000000',
      amount: '60.00',
    });
    expect((await millrace(['publish', '2026-10', ...on])).code).toBe(0);

    const verified = await millraceJson<{ same: boolean; hash: string }>(['verify', '2026-10', ...on]);
    expect(verified.json).toMatchObject({ same: true, hash: october.json.hash });

    const compared = await millraceJson<{ items: { item: string; before: string; after: string; change: string }[] }>([
      'compare',
      '2026-09',
      '2026-10',
      ...on,
    ]);
    // 300.00 material and 250.00 + 800.00 wages for the other 5
    expect(compared.json.items.find(({ item }) => item === 'BOX')).toMatchObject({
      before: '160.000000',
      after: '270.000000',
      change: '110.000000',
    });

    const explained = await millrace(['explain', 'P1/BOX', '--of', '2026-09', ...on]);
    expect(explained.stdout).toContain('M1 purchase receipt');
    expect(explained.stdout).toContain('5 pc cost 800.00 CNY: 160.000000 each');

    const html = join(await temporaryFolder(), 'report.html');
    expect((await millrace(['report', '2026-10', '--html', html, ...on])).code).toBe(0);
    expect(await readFile(html, 'utf8')).toContain('270.00');
  });
});
