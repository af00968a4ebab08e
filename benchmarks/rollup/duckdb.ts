import { availableParallelism } from 'node:os';
import { DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api';
import type { Measured } from '../measure/repeat.js';
import { generate } from './workload.js';

/**
 * DuckDB, level by level in DECIMAL, on all cores, in memory. Levels by frontier: the components of what was
 * reached with k steps are reached with k + 1, the last time counts. Loading isn't timed.
 */
export async function duckdb(items: number): Promise<Measured> {
  const { parent, component, quantity, price } = generate(items);
  const instance = await DuckDBInstance.create(':memory:', { threads: String(availableParallelism()) });
  const connection = await instance.connect();
  const run = (sql: string) => connection.run(sql);
  const one = async (sql: string) => (await connection.runAndReadAll(sql)).getRows()[0];
  await run('create table raw_line (parent integer, component integer, thousandths integer)');
  await run('create table raw_price (item integer, ten_thousandths integer)');
  const load = async (table: string, columns: ArrayLike<number>[], keep: (row: number) => boolean) => {
    const appender = await connection.createAppender(table);
    const rows = columns[0].length;
    for (let from = 0; from < rows; ) {
      const batch: number[][] = columns.map(() => []);
      for (; from < rows && batch[0].length < 2048; from++) {
        if (keep(from)) for (const [c, column] of columns.entries()) batch[c].push(column[from]);
      }
      const chunk = DuckDBDataChunk.create(columns.map(() => INTEGER));
      chunk.setColumns(batch);
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  };
  await load('raw_line', [parent, component, quantity], () => true);
  const numbers = Int32Array.from(price, (_, item) => item);
  const tenThousandths = price.map((of) => of / 100);
  await load('raw_price', [numbers, tenThousandths], (item) => !Number.isNaN(price[item]));
  await run(
    `create table line as select parent, component, (thousandths * 0.001::decimal(4,3))::decimal(9,3) as quantity from raw_line`,
  );
  await run(
    `create table price as select item, (ten_thousandths * 0.0001::decimal(5,4))::decimal(18,6) as cost from raw_price`,
  );

  const seconds: Record<string, number> = {};
  const time = async (phase: string, work: () => Promise<void>) => {
    const start = performance.now();
    await work();
    seconds[phase] = (performance.now() - start) / 1000;
  };
  let deepest = 0;
  await time('levels', async () => {
    await run(`create table reached as select distinct parent as item, 0 as steps from line
               where parent not in (select component from line)`);
    for (let steps = 0; ; steps++) {
      await run(`insert into reached select distinct component, ${steps + 1} from line
                 join reached on parent = item and steps = ${steps}`);
      const [count] = await one(`select count(*) from reached where steps = ${steps + 1}`);
      if (Number(count) === 0) break;
      deepest = steps + 1;
    }
    await run('create table level as select item, max(steps) as level from reached group by item');
  });
  await time('roll-up', async () => {
    await run('create table cost as select item, cost from price');
    for (let level = deepest; level >= 0; level--) {
      await run(`insert into cost
        select parent, round(sum(quantity * cost), 6)::decimal(18,6)
        from line join level on level.item = parent and level = ${level} join cost on cost.item = component
        group by parent`);
    }
  });
  const [sum] = await one(
    'select sum((cost::decimal(38,6) * 1000000)::hugeint * (item % 1009 + 1))::varchar from cost',
  );
  connection.closeSync();
  return { seconds, figures: { rollUp: String(BigInt.asUintN(64, BigInt(String(sum)))) } };
}
