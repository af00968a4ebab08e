import { compareText, type Facts, TABLES } from '@millrace/facts';
import { REPORTED_QUANTITIES } from './driver.js';

/**
 * What a formula may name: what reports count, statistics, and attributes of orders and items; in the order of the names, so
 * that what a formula lacks first doesn't hang on the order of rows.
 */
export function formulaNames({
  driver,
  attribute,
  symbols,
}: Facts): Map<string, 'reported' | 'statistic' | 'attribute'> {
  const names = new Map<string, 'reported' | 'statistic' | 'attribute'>();
  for (let row = 0; row < attribute.rowCount; row++) names.set(symbols.text(attribute.name[row]), 'attribute');
  for (let row = 0; row < driver.rowCount; row++) {
    if (driver.kind[row] === STATISTIC) names.set(symbols.text(driver.driver[row]), 'statistic');
  }
  for (const name of REPORTED_QUANTITIES) names.set(name, 'reported');
  return new Map([...names].sort(([a], [b]) => compareText(a, b)));
}

const STATISTIC = TABLES.driver.columns.kind.choices.indexOf('statistic');
