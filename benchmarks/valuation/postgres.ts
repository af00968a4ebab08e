import { startPostgres } from '../postgres/server.js';
import type { Contender, Loaded, Method } from './contender.js';
import type { StockColumns } from './workload.js';

/**
 * Postgres in numeric, one element at 7 decimals, on a server of its own.
 *
 * FIFO by windows: the cumulative quantities of an item's receipts and of its issues cut one line into parts; each part
 * is of the first receipt, and of the first issue, that ends no earlier. A moving average depends on itself, which
 * windows can't express: a loop in PL/pgSQL.
 */
export const postgres: Contender = async (columns, method): Promise<Loaded> => {
  const server = startPostgres();
  try {
    await server.sql(`create unlogged table movement
      (seq int, item int, receipt boolean, quantity numeric(18,3), price numeric(18,4))`);
    await server.copy('movement', movementLines(columns));
    await server.sql('vacuum analyze movement');
    await server.sql(MOVING_AVERAGE);
  } catch (error) {
    server.stop();
    throw error;
  }
  return {
    value: async () => {
      await server.sql(`drop table if exists issue_value; create unlogged table issue_value as ${SELECT[method]}`);
    },
    checksum: async () => {
      const sum = await server.sql('select sum(trunc(value * 10000000) * (seq % 1009 + 1)) from issue_value');
      return BigInt.asUintN(64, BigInt(sum.trim()));
    },
    peakMegabytes: server.peakMegabytes,
    close: server.stop,
  };
};

/** Rounded together since the last receipt, as the network does: `div` is exact, where numeric division is not. */
const MOVING_AVERAGE = `
  create function moving_average() returns table (seq int, value numeric) language plpgsql as $$
  declare
    movement record;
    item int := -1;
    received numeric; taken numeric; held numeric; given numeric; up_to numeric;
  begin
    for movement in select * from movement m order by m.item, m.seq loop
      if movement.item <> item then
        item := movement.item;
        received := 0; taken := 0; held := 0; given := 0;
      end if;
      if movement.receipt then
        received := received - taken + movement.quantity;
        held := held - given + movement.quantity * movement.price;
        taken := 0; given := 0;
      else
        taken := taken + movement.quantity;
        up_to := div(2 * held * taken * 10000000 + received, 2 * received) * 0.0000001;
        seq := movement.seq; value := up_to - given; given := up_to;
        return next;
      end if;
    end loop;
  end $$`;

const SELECT: Readonly<Record<Method, string>> = {
  fifo: `
    with ends as materialized (
      select seq, item, receipt, price, sum(quantity) over in_order as up_to, row_number() over in_order as nth
      from movement window in_order as (partition by item, receipt order by seq)
    ), part as (
      select item, up_to - lag(up_to, 1, 0::numeric) over (partition by item order by up_to) as quantity,
        1 + count(*) filter (where receipt) over earlier as nth_receipt,
        1 + count(*) filter (where not receipt) over earlier as nth_issue
      from ends
      window earlier as (partition by item order by up_to groups between unbounded preceding and 1 preceding)
    )
    select issue.seq, sum(part.quantity * receipt.price) as value
    from part
      join ends receipt on receipt.receipt and receipt.item = part.item and receipt.nth = part.nth_receipt
      join ends issue on not issue.receipt and issue.item = part.item and issue.nth = part.nth_issue
    group by issue.seq`,
  moving_average: 'select * from moving_average()',
};

/** The workload's quantities have 3 decimals, its prices 4: what a receipt brings is price times quantity. */
function* movementLines({ bucket, isReceipt, quantity, amount }: StockColumns): Generator<string> {
  for (let row = 0; row < bucket.length; row++) {
    const price = isReceipt[row] === 1 ? (amount[row] / quantity[row] / 1e4).toFixed(4) : '\\N';
    yield `${row}\t${bucket[row]}\t${isReceipt[row] === 1}\t${(quantity[row] / 1000).toFixed(3)}\t${price}\n`;
  }
}
