import { existsSync } from 'node:fs';
import { printTable } from '../print.ts';
import { byDriver, linesOf } from './by-driver.ts';
import { jobShop } from './facts.ts';

// What each part of the job shop costs where pools go by machine hours, and where they go by labour hours.
const [folder, ...more] = process.argv.slice(2);
if (folder === undefined || more.length > 0 || !existsSync(folder)) {
  console.error('npm run example:4tu-drivers -- DIR\n\n  DIR  the folder of Production_Data.csv');
  process.exitCode = 2;
} else {
  console.log('Conversion cost charged to the orders of each part, 2012-01 to 2012-03, and why it differs\n');
  const header = ['part', 'by machine hours', 'by labour hours', 'difference', '%', 'most of it'];
  printTable(header, linesOf(byDriver(jobShop(folder))), 'lrrrrl');
  console.log('\nEvery amount is invented, as in example:4tu; the hours are those that were reported.');
}
