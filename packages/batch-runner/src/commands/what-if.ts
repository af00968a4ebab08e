import {
  closePeriod,
  factsUnder,
  type Outcome,
  type PeriodAssumptions,
  type PoolAssumption,
  poolsAtRates,
  rootCauses,
  type Version,
} from '@millrace/costing-core';
import { Overflow } from '@millrace/exact';
import { elementsOf, termsOf } from '@millrace/report/figures';
import { comparisonSheet } from '@millrace/report/sheets';
import {
  type Database,
  EXIT,
  mastersOf,
  type Recomputed,
  recomputeAsked,
  StoredVersion,
  Trouble,
  versionAsked,
} from '@millrace/store';
import type { ChangeOf } from '../sheets/causes-sheet.js';
import { printCauses } from '../terminal/print-causes.js';
import { printComparison } from '../terminal/print-comparison.js';
import type { Cli } from './cli.js';
import { type PeriodAssumptionOptions, periodAssumptionsAsked, ratesOfAsked } from './given/assumptions.js';
import { comparedItems } from './given/compared-items.js';
import { placeOf } from './given/place-of.js';
import { fitting } from './standard-roll.js';

interface WhatIfOptions extends PeriodAssumptionOptions {
  readonly ledger?: string;
  readonly item?: string;
  readonly plant?: string;
  readonly why?: string;
  readonly all?: boolean;
  readonly csv?: boolean;
}

/** `millrace what-if VERSION`: closes a month again under assumptions and shows what moves; nothing is written. */
export function addWhatIf(cli: Cli): void {
  const { texts, language } = cli;
  cli.add<WhatIfOptions>(
    {
      name: 'what-if',
      says: texts.help.whatIf,
      arguments: [['<version>', texts.argument.version]],
      options: [
        ['--price <change...>', texts.option.assumedPrice],
        ['--pool <change...>', texts.option.assumedPool],
        ['--rate <change...>', texts.option.assumedRate],
        ['--ledger <ledger>', texts.option.ledger],
        ['--item <item>', texts.option.item],
        ['--plant <plant>', texts.option.plant],
        ['--why <item>', texts.option.whatIfWhy],
        ['--all', texts.option.all],
        ['--csv', texts.option.csv],
      ],
      example:
        'millrace what-if 2026-10 --price CU-WIRE=+10%\n  millrace what-if 2026-10 --price P1/CU-WIRE=+10% --pool ENERGY=-5% --why PUMP-50\n  millrace what-if 2026-10 --rate CC-110=2026-09',
    },
    async (run, [name], options) => {
      const assumed = periodAssumptionsAsked(options);
      const atRates = ratesOfAsked(options);
      if (assumed.prices?.length === 0 && assumed.pools?.length === 0 && atRates.length === 0) {
        throw new Trouble('no_change_is_assumed');
      }
      const database = await run.open();
      const ledger = await run.ledger(database, options.ledger);
      const before = await recomputeAsked(database, ledger, name);
      const { version: number, period, hash } = before.record;
      let pools = assumed.pools ?? [];
      for (const { centre, version } of atRates) pools = pools.concat(await poolsAt(version, centre, before, database));
      const after = fitting(() => closedUnder(before.outcome, { ...assumed, pools }));
      const items = comparedItems(before.version, after.version, { ...options, version: String(number), place: name });
      const changes = options.why === undefined ? [] : [causesOf(options.why)];
      return {
        exit: EXIT.done,
        json: { before: { version: number, period, hash }, assumed: { ...assumed, pools }, items, changes },
        print(terminal) {
          const terms = termsOf({
            version: { tables: after.version },
            previous: { tables: before.version },
            masters: mastersOf(after.outcome),
            language,
          });
          if (options.csv) {
            const elements = elementsOf([before.version, after.version], terms.names, language);
            return terminal.csv(comparisonSheet(items, elements), language);
          }
          const all = options.all === true;
          terminal.line(
            texts.why.whatIf.title(`${number} (${period})`, [
              ...(options.price ?? []),
              ...(options.pool ?? []),
              ...(options.rate ?? []),
            ]),
          );
          printComparison(terminal, items, terms, { texts, language }, all);
          for (const change of changes) printCauses(terminal, change, terms, { texts, language, all });
        },
      };

      function closedUnder(
        { given, policy }: Outcome,
        under: PeriodAssumptions,
      ): { readonly version: Version; readonly outcome: Outcome } {
        const { version, outcome } = closePeriod(
          inRange(() => factsUnder(given, under)),
          policy,
          { ledger, period },
        );
        // Only what gets too large to be counted ends a close that ended well before.
        if (version === undefined || outcome === undefined) throw tooLarge();
        return { version, outcome };
      }

      function causesOf(item: string): ChangeOf {
        const place = placeOf(item, after.version.rows('unit_cost'), number);
        return { of: `${place.plant}/${place.item}`, ...rootCauses(before, after, [place])(place) };
      }
    },
  );
}

/** The pools of a centre at the rates of another version. */
async function poolsAt(
  name: string,
  centre: string,
  { record, version, outcome }: Recomputed,
  database: Database,
): Promise<PoolAssumption[]> {
  const other = await versionAsked(database, record.ledger, name);
  const rates = await StoredVersion.read(database, other, ['pool_rate']);
  return fitting(() => poolsAtRates({ version, facts: outcome.given }, centre, rates));
}

/** @throws Trouble where an amount gets larger under the assumptions than can be counted exactly. */
function inRange<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Overflow ? tooLarge(error) : error;
  }
}

function tooLarge(cause?: Overflow): Trouble {
  return new Trouble('assumption_is_too_large', {}, cause);
}
