import { driverInWords, type Outcome } from '@millrace/costing-core';
import { rowObjects } from '@millrace/facts';
import { type Bilingual, say } from '../page/say.js';

/** What centres and drivers of a closed period are called; a code without a name is its own. */
export interface CentreNames {
  centre(code: string): Bilingual;
  driver(code: string): Bilingual;
}

export function centreNames({ facts, scope }: Outcome): CentreNames {
  const named = (rows: readonly NamedRow[], key: 'centre' | 'driver') =>
    new Map(
      rows.map((row): [string, Bilingual] => {
        const en = String(row.name || row.name_zh || row[key]);
        return [String(row[key]), say(en, String(row.name_zh || en))];
      }),
    );
  const centres = named(rowObjects(facts, 'cost_centre', scope.amountScale), 'centre');
  const drivers = named(rowObjects(facts, 'driver', scope.amountScale), 'driver');
  return {
    centre: (code) => centres.get(code) ?? say(code, code),
    driver: (code) => drivers.get(code) ?? say(driverInWords(code, 'en'), driverInWords(code, 'zh')),
  };
}

interface NamedRow {
  readonly centre?: unknown;
  readonly driver?: unknown;
  readonly name?: unknown;
  readonly name_zh?: unknown;
}
