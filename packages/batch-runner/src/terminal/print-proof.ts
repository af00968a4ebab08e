import type { Language } from '@millrace/costing-core';
import { printFixed } from '@millrace/exact';
import type { Terms, VersionTables } from '@millrace/report/figures';
import { grouped, proofOf } from '@millrace/report/figures';
import type { Texts } from '../text/texts.js';
import type { Terminal } from './terminal.js';

/** Cost in, cost out and their difference, in total and by element. */
export function printProof(
  terminal: Terminal,
  tables: VersionTables,
  terms: Terms,
  texts: Texts,
  language: Language,
): void {
  const proof = proofOf(tables.rows('proof'), terms);
  const print = (amount: bigint) => grouped(printFixed(amount, terms.amountScale));
  const { proof: says } = texts;
  terminal.line(
    says.statement(print(proof.in.total), print(proof.out.total), print(proof.differenceTotal), terms.currency),
  );
  const rows = terms.elements.map(({ name }, e) => [
    name[language],
    print(proof.in.byElement[e]),
    print(proof.out.byElement[e]),
    print(proof.difference[e]),
  ]);
  terminal.table(
    says.head,
    [...rows, [says.total, ...[proof.in.total, proof.out.total, proof.differenceTotal].map(print)]],
    [1, 2, 3],
  );
}
