import { run } from '../command.ts';
import { jobShop } from './facts.ts';

process.exitCode = run(
  { name: '4tu', folder: 'the folder of Production_Data.csv', read: jobShop },
  process.argv.slice(2),
);
