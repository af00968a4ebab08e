import { printFixed } from '@millrace/exact';
import { JOURNAL_EVENTS, PLACES, printDate } from '@millrace/facts';
import { type Finding, Findings, type Report } from '../findings.js';
import { AccountRules, type Determined } from '../journal/account-rules.js';
import { elementOn, movesOf } from '../journal/moves.js';
import type { Standing } from '../journal/standings.js';
import type { Outcome } from '../results/outcome.js';

/** What has no account for want of one rule, or because two hold. */
interface Unknown {
  readonly event: number;
  readonly standing: Standing;
  readonly element: number;
  readonly determined: Determined;
  /** How many amounts of moves that are, and what they come to. */
  count: number;
  amount: bigint;
}

/**
 * Every amount that journals look at has one account on either side: no account in default of a rule, and no choice between two rules of
 * which neither is closer.
 */
export function accountsAreKnown(outcome: Outcome, report: Report): void {
  for (const unknown of accountsUnknown(outcome)) tell(outcome, unknown, report);
}

/**
 * What keeps a period from having a journal, whether or not its ledger has rules at all.
 *
 * @example
 * accountsMissing(outcome).map(({ fields }) => fields.row) // ['L1,outside,sale,,,,2026-10-01']: rows to add, with their account
 */
export function accountsMissing(outcome: Outcome): Finding[] {
  const findings = new Findings();
  accountsAreKnown(outcome, findings.report);
  return findings.sorted();
}

function accountsUnknown(outcome: Outcome): Iterable<Unknown> {
  const { facts, scope } = outcome;
  const rules = new AccountRules(facts, scope);
  const found = new Map<string, Unknown>();
  for (const move of movesOf(outcome)) {
    const { event, amounts, at } = move;
    for (const [e, own] of scope.elements.entries()) {
      if (amounts[at + e] === 0) continue;
      for (const side of ['debit', 'credit'] as const) {
        const standing = move[side];
        const element = elementOn(side, move, own);
        const determined = rules.of({ event, standing, element });
        if ('account' in determined) continue;
        // A row that is missing is told once, whatever it is missing for.
        const its = 'ambiguous' in determined ? `${event} ${standing.centre} ${element}` : ruledBy(standing, event);
        const key = `${its} ${standing.place} ${standing.category}`;
        const unknown = found.get(key) ?? { event, standing, element, determined, count: 0, amount: 0n };
        found.set(key, unknown);
        unknown.count++;
        unknown.amount += BigInt(amounts[at + e]);
      }
    }
  }
  return found.values();
}

/** Inside, an account is of what stands there, whatever moves it; outside it is the event that tells one from another. */
function ruledBy({ place }: Standing, event: number): string {
  return PLACES[place] === 'outside' ? JOURNAL_EVENTS[event] : '';
}

function tell({ facts, scope }: Outcome, unknown: Unknown, report: Report) {
  const { event, standing, element, determined, count, amount } = unknown;
  const text = (code: number) => facts.symbols.text(code);
  const place = PLACES[standing.place];
  const names = {
    event: JOURNAL_EVENTS[event],
    place,
    category: text(standing.category),
    centre: text(standing.centre),
    element: text(element),
  };
  const keyOf = (parts: object) =>
    Object.values(parts)
      .filter((name) => name !== '')
      .join(' · ');
  const printed = printFixed(amount, scope.amountScale);
  const from = printDate(scope.firstDay);
  if ('ambiguous' in determined) {
    const [first, second] = determined.ambiguous;
    const row = [scope.ledger, place, names.event, names.category, names.centre, names.element, from].join(',');
    report('account_must_be_one', 'account_rule', keyOf(names), { ...names, amount: printed, first, second, row });
    return;
  }
  const ruled = { place, event: ruledBy(standing, event), category: names.category };
  const row = [scope.ledger, place, ruled.event, ruled.category, '', '', from].join(',');
  report('account_must_be_known', 'account_rule', keyOf(ruled), { ...ruled, count: `${count}`, amount: printed, row });
}
