import { describe, expect, test } from 'vitest';
import { type ClosedMonth, Month } from '../factory/month.js';

/** Orders whose hours and receipts do not go together. */
function odd({ result: { findings } }: ClosedMonth): string[] {
  return findings
    .filter(({ code }) => code === 'order_was_received_without_hours' || code === 'order_with_hours_was_not_received')
    .map(({ code, key }) => `${key} ${code}`)
    .sort();
}

const WITHOUT_HOURS = 'order_was_received_without_hours';
const NOT_RECEIVED = 'order_with_hours_was_not_received';

const month = () => new Month().open('RAW', '10', '100.00').pool('POWER', '80.00');

/** An order of five boxes that were received, with nothing special about it. */
const received = (facts: Month, more: Parameters<Month['order']>[3] = {}) =>
  facts.order('O1', 'BOX', '5', more).issue('RAW', '5', 'O1').complete('BOX', '5', 'O1');

const sibling = (facts: Month) => facts.order('O2', 'BOX', '5').report('O2', '2');
const routed = (facts: Month, item = 'BOX') =>
  facts
    .item(item)
    .add('routing_operation', { plant: 'P1', item, operation: '10', work_centre: 'W1', run_hours_machine: '1' });
const otherItem = (facts: Month) => facts.order('O2', 'LID', '5').report('O2', '2');
const lastMonth = { reported_at: '2026-08-20T10:00:00+08:00' };

describe('an order was received without hours', () => {
  test.each<[name: string, facts: Month, odd: readonly string[]]>([
    ['where another order of its item has some', received(sibling(month())), [`O1 ${WITHOUT_HOURS}`]],
    [
      'where its routing has run times at a centre that reports',
      received(otherItem(routed(month()))),
      [`O1 ${WITHOUT_HOURS}`],
    ],
    [
      'where its hours were reversed',
      received(sibling(month())).report('O1', '2').report('O1', '2', { reverses: 'R2' }),
      [`O1 ${WITHOUT_HOURS}`],
    ],
    [
      'where its report is a draft',
      received(sibling(month())).report('O1', '2', { status: 'draft' }),
      [`O1 ${WITHOUT_HOURS}`],
    ],
    ['but not where nobody reports hours', received(routed(month())), []],
    ['but not where neither routing nor others of its item have any', received(otherItem(month())), []],
    ['but not where the routing is that of another item', received(otherItem(routed(month(), 'LID'))), []],
    [
      'but not where it had them last month',
      received(sibling(month()), { opened_on: '2026-08-01' }).report('O1', '2', lastMonth),
      [],
    ],
    [
      'but not where it opened with work done',
      received(sibling(month()), { opened_on: '2026-08-01' }).add('opening_wip', {
        ledger: 'L',
        order: 'O1',
        stage: 'conversion',
        element: 'labour',
        amount: '10.00',
      }),
      [],
    ],
    ['but not where a subcontractor did the work', received(sibling(month()), { type: 'subcontract' }), []],
    [
      'but not where its receipt was reversed',
      received(sibling(month())).move('completion_reversal', 'BOX', '5', { order: 'O1', refers_to: 'M2' }),
      [],
    ],
  ])('%s', (_, facts, expected) => {
    expect(odd(facts.close())).toEqual(expected);
  });
});

describe('an order with hours was not received', () => {
  const worked = (more: Parameters<Month['order']>[3] = {}) => month().order('O1', 'BOX', '5', more).report('O1', '2');
  test.each<[name: string, facts: Month, odd: readonly string[]]>([
    ['where it was closed', worked({ closed_on: '2026-09-30' }), [`O1 ${NOT_RECEIVED}`]],
    ['but not while it is open', worked(), []],
    ['but not where it is closed next month', worked({ closed_on: '2026-10-01' }), []],
    ['but not where something was received of it', worked({ closed_on: '2026-09-30' }).complete('BOX', '1', 'O1'), []],
    [
      'but not where its hours were reversed',
      worked({ closed_on: '2026-09-30' }).report('O1', '2', { reverses: 'R1' }),
      [],
    ],
  ])('%s', (_, facts, expected) => {
    expect(odd(facts.close())).toEqual(expected);
  });
});
