import type { Measured } from '../measure/repeat.js';
import { startPostgres } from '../postgres/server.js';
import { generate } from './workload.js';

/** Postgres, level by level in numeric, on a server of its own. Loading isn't timed. */
export async function postgres(items: number): Promise<Measured> {
  const { parent, component, quantity, price } = generate(items);
  const server = startPostgres();
  try {
    await server.sql('create unlogged table line (parent int, component int, quantity numeric(9,3))');
    await server.copy('line', lineRows(parent, component, quantity));
    await server.sql('create unlogged table price (item int, cost numeric(18,6))');
    await server.copy('price', priceRows(price));
    await server.sql('vacuum analyze line');
    await server.sql('vacuum analyze price');
    const seconds: Record<string, number> = {};
    const time = async (phase: string, work: () => Promise<void>) => {
      const start = performance.now();
      await work();
      seconds[phase] = (performance.now() - start) / 1000;
    };
    let deepest = 0;
    await time('levels', async () => {
      await server.sql(`create unlogged table reached as select distinct parent as item, 0 as steps from line l
        where not exists (select from line u where u.component = l.parent)`);
      for (let steps = 0; ; steps++) {
        const tag = await server.sql(`insert into reached select distinct component, ${steps + 1} from line
          join reached on parent = item and steps = ${steps}`);
        if (tag.trim() === 'INSERT 0 0') break;
        deepest = steps + 1;
      }
      await server.sql(`create unlogged table level as select item, max(steps) as level from reached group by item;
        analyze level`);
    });
    await time('roll-up', async () => {
      await server.sql('create unlogged table cost as select item, cost from price; analyze cost');
      for (let level = deepest; level >= 0; level--) {
        await server.sql(`insert into cost select parent, round(sum(quantity * cost), 6)
          from line join level on level.item = parent and level = ${level} join cost on cost.item = component
          group by parent`);
      }
    });
    const sum = await server.sql('select sum((cost * 1000000)::numeric(38,0) * (item % 1009 + 1)) from cost');
    const rollUp = String(BigInt.asUintN(64, BigInt(sum.trim())));
    return { seconds, figures: { rollUp }, peakMegabytes: server.peakMegabytes() };
  } finally {
    server.stop();
  }
}

function* lineRows(parent: Int32Array, component: Int32Array, quantity: Int32Array): Generator<string> {
  for (let k = 0; k < parent.length; k++) yield `${parent[k]}\t${component[k]}\t${(quantity[k] / 1000).toFixed(3)}\n`;
}

function* priceRows(price: Float64Array): Generator<string> {
  for (let item = 0; item < price.length; item++) {
    if (!Number.isNaN(price[item])) yield `${item}\t${(price[item] / 1_000_000).toFixed(6)}\n`;
  }
}
