import type { Facts } from '@millrace/facts';
import { isTimeZone, startOfDay, TABLES } from '@millrace/facts';
import type { Report } from '../findings.js';

/** Which ledger and period to close. */
export interface Closing {
  readonly ledger: string;
  readonly period: string;
}

/** What one closing looks at: its ledger's plants, its days as instants, its elements in order. */
export interface Scope extends Closing {
  readonly currency: string;
  readonly amountScale: number;
  readonly timeZone: string;
  /** Days since 1970, the last one included. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Whether the year of absorbed cost ends with it. */
  readonly endsYear: boolean;
  /** Microseconds since 1970; the end not included. */
  readonly start: number;
  readonly end: number;
  readonly plants: ReadonlySet<number>;
  /** Codes of the cost elements, in their position's order; element e stands at place e in every vector. */
  readonly elements: readonly number[];
  readonly elementPlace: ReadonlyMap<number, number>;
}

/** The scope of a closing; undefined where its ledger or period isn't known, or its time zone, which `mastersMakeSense` tells. */
export function scopeOf(facts: Facts, { ledger, period }: Closing, report: Report): Scope | undefined {
  const { symbols } = facts;
  const l = facts.ledger.ledger.indexOf(symbols.find(ledger) ?? -1);
  const p = facts.period.period.findIndex((code) => symbols.text(code) === period);
  if (l < 0) report('ledger_must_be_known', 'ledger', ledger);
  else if (p < 0) report('period_must_be_known', 'period', period);
  if (l < 0 || p < 0) return undefined;
  const timeZone = symbols.text(facts.ledger.time_zone[l]);
  if (!isTimeZone(timeZone)) return undefined;
  const firstDay = facts.period.starts_on[p];
  const lastDay = facts.period.ends_on[p];
  const elements = Array.from(facts.cost_element.element.keys())
    .sort((a, b) => {
      const byPosition = facts.cost_element.position[a] - facts.cost_element.position[b];
      return byPosition || symbols.compare(facts.cost_element.element[a], facts.cost_element.element[b]);
    })
    .map((row) => facts.cost_element.element[row]);
  return {
    ledger,
    period,
    currency: symbols.text(facts.ledger.currency[l]),
    amountScale: facts.ledger.amount_scale[l],
    timeZone,
    firstDay,
    lastDay,
    endsYear: endsYear(facts.period.year_end[p], period),
    start: startOfDay(firstDay, timeZone),
    end: startOfDay(lastDay + 1, timeZone),
    plants: new Set(facts.ledger_plant.plant),
    elements,
    elementPlace: new Map(elements.map((element, place) => [element, place])),
  };
}

/** As the calendar says; where it says nothing, the twelfth month does. */
function endsYear(cell: number, period: string): boolean {
  const said = TABLES.period.columns.year_end.choices[cell];
  return said === undefined ? period.endsWith('-12') : said === 'true';
}
