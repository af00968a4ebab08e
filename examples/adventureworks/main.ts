import { run } from '../command.ts';
import { adventureWorks } from './facts.ts';

process.exitCode = run(
  {
    name: 'adventureworks',
    folder: 'the AdventureWorks tables: DIR/csv/Production.WorkOrder.csv.gz and so on',
    read: adventureWorks,
  },
  process.argv.slice(2),
);
