import { printFixed, RATE_SCALE } from '@millrace/exact';
import { type Facts, rowKey, TABLES } from '@millrace/facts';
import type { Report } from '../findings.js';

/** What is lost as a rule of what goes in leaves something: at 1 nothing good is expected, and all that is would be a gain. */
export function lossesLeaveSomething(facts: Facts, report: Report): void {
  const { normal_loss: table } = facts;
  for (let row = 0; row < table.rowCount; row++) {
    if (table.basis[row] !== OF_INPUT || table.rate[row] < 10 ** RATE_SCALE) continue;
    report('normal_loss_must_be_below_the_whole', 'normal_loss', rowKey(facts, 'normal_loss', row), {
      value: printFixed(table.rate[row], RATE_SCALE),
    });
  }
}

const OF_INPUT = TABLES.normal_loss.columns.basis.choices.indexOf('input');
