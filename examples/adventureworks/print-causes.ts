import { existsSync } from 'node:fs';
import { askedOf, causeLines, comparedMonths } from './causes.ts';
import { adventureWorks } from './facts.ts';

// Why cost of sales, or an item's unit cost, moved from each month to the next.
const [folder, item, ...more] = process.argv.slice(2);
if (folder === undefined || more.length > 0 || !existsSync(folder)) {
  console.error(
    [
      'npm run example:adventureworks-causes -- DIR [ITEM]',
      '',
      '  DIR   the AdventureWorks tables: DIR/csv/Production.WorkOrder.csv.gz and so on',
      '  ITEM  a product whose unit cost is looked at; without one, cost of sales',
    ].join('\n'),
  );
  process.exitCode = 2;
} else {
  const example = adventureWorks(folder);
  for (const months of comparedMonths(example)) {
    console.log(`${causeLines(months, askedOf(item), example).join('\n')}\n`);
  }
}
