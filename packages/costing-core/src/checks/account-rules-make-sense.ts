import { type Facts, rowKey } from '@millrace/facts';
import type { Report } from '../findings.js';
import { dimensionNames, mayLackAccount } from '../journal/account-rules.js';
import { DIMENSIONS } from '../journal/standings.js';
import { nearestName } from './nearest-name.js';

/** Rules of accounts name categories that items have, dimensions that there are, and an account wherever one can't be left to others. */
export function accountRulesMakeSense(facts: Facts, report: Report): void {
  const { account_rule: rules, item, symbols } = facts;
  if (rules.rowCount === 0) return;
  const categories = new Set(item.category);
  for (let row = 0; row < rules.rowCount; row++) {
    const key = () => rowKey(facts, 'account_rule', row);
    if (rules.account[row] === 0 && !mayLackAccount(facts, row)) report('account_must_be_named', 'account_rule', key());
    if (rules.category[row] !== 0 && !categories.has(rules.category[row])) {
      const value = symbols.text(rules.category[row]);
      const nearest = nearestName(
        value,
        [...categories].map((code) => symbols.text(code)),
      );
      report('account_rule_is_of_no_item', 'account_rule', key(), { value, nearest });
    }
    for (const value of dimensionNames(symbols.text(rules.dimensions[row]))) {
      if ((DIMENSIONS as readonly string[]).includes(value)) continue;
      const expected = DIMENSIONS.join(', ');
      report('dimension_must_be_known', 'account_rule', key(), { value, expected });
    }
  }
}
