import type { Language } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import { CATEGORIES, findingsOf, grouped, type ProofSide, proofOf, wordFor } from '@millrace/report/figures';
import { type Database, timeZoneOf, waiversOfVersion } from '@millrace/store';
import type { CategoryLine, VersionAnswer } from '../answers.js';
import type { Asked } from '../asked.js';
import type { Kept } from '../kept.js';
import { versionLine } from './version-line.js';

/** A version: its proof, and what was found, by rule. */
export async function versionPage(
  database: Database,
  query: Asked<'version'>,
  kept: Kept,
  language: Language,
): Promise<VersionAnswer> {
  const record = await kept.record(database, query);
  const { tables, terms } = await kept.figures(database, record, ['version_element', 'proof', 'finding']);
  const proof = proofOf(tables.rows('proof'), terms);
  const shown = (units: bigint) => grouped(printFixed(units, terms.amountScale));
  const lines = ({ lines, total }: ProofSide): CategoryLine[] =>
    lines.map((line) => ({
      name: wordFor(CATEGORIES, line.category)[language],
      amount: shown(line.total),
      share: total === 0n ? 0 : Number((line.total * 10_000n) / total) / 10_000,
    }));
  return {
    version: versionLine(record, await timeZoneOf(database, query.ledger)),
    currency: terms.currency,
    proof: {
      holds: proof.difference.every((units) => units === 0n),
      in: shown(proof.in.total),
      out: shown(proof.out.total),
      difference: shown(proof.differenceTotal),
      elements: terms.elements.map(({ name }, e) => ({
        name: name[language],
        in: shown(proof.in.byElement[e]),
        out: shown(proof.out.byElement[e]),
        difference: shown(proof.difference[e]),
      })),
      cameIn: lines(proof.in),
      wentOut: lines(proof.out),
    },
    findings: findingsOf(tables.rows('finding'), await waiversOfVersion(database, record)).map(
      ({ code, severity, findings }) => ({
        code,
        severity,
        count: findings.length,
        waived: findings.filter(({ waived }) => waived !== undefined).length,
        wrong: findings[0].wrong[language],
        remedy: findings[0].remedy[language],
      }),
    ),
  };
}
