/** What `millrace doctor` says, in English. `doctor-zh.ts` says the same in Chinese. */
export const doctorEn = {
  help: 'look at files, mapped tables or the database before a close: types, gaps, keys, times, choices, counts, rights, and what is missing',
  rows: (rows: string) => `${rows} ${rows === '1' ? 'row' : 'rows'}`,
  head: ['column', 'type', 'type there', 'filled', 'empty', 'for example'],
  left: (columns: string) => `left out: ${columns}`,
  blank: (tables: string) => `without rows: ${tables}`,
  unread: 'no row could be read',
  periods: 'Documents by period',
  periodHead: ['table', 'period', 'rows', 'approved', 'from', 'to'],
  noPeriod: 'in none',
  aside: (cause: string) => `Millrace’s own tables were not looked at: ${cause}`,
  rights: {
    readOnly: (role: string) => `${role}, the role that reads, can change nothing there`,
    superuser: [
      (role: string) => `${role}, the role that reads, is a superuser there: nothing is kept from it`,
      'read by a role of its own: create role millrace_reader login; grant select on what is mapped',
    ],
    mayWrite: [
      (role: string, count: number, tables: string) =>
        `${role}, the role that reads, may change rows of ${count} ${count === 1 ? 'table' : 'tables'} there: ${tables}`,
      'nothing is written, but grant it select alone: create role millrace_reader login; grant select on what is mapped',
    ],
  },
  floats: [
    (column: string, type: string) =>
      `${column} is kept as ${type}, which has no exact decimals: 0.1 plus 0.2 is not 0.3 there`,
    (column: string, decimals: number) =>
      `round it in the query, where it can be seen: round("${column}"::numeric, ${decimals})`,
  ],
  found: 'What is wrong',
  nothing: 'nothing is wrong with what was read',
  tried: (period: string) => `A close of ${period} was tried on these facts; what it found is listed here too`,
  values: (values: string) => `values: ${values}`,
  more: (count: string) => `and ${count} more`,
  inQuery: (sql: string) => `in the query: ${sql}`,
  query: {
    instant: (column: string) =>
      `"${column}" at time zone 'Asia/Shanghai', or the zone that the system writes its times in`,
    day: (column: string) => `"${column}"::timestamp at time zone 'Asia/Shanghai', for days that have no time`,
    round: (column: string, decimals: string) => `round("${column}"::numeric, ${decimals})`,
    number: (column: string) => `"${column}"::numeric`,
    choice: (column: string, whens: string) => `case "${column}" ${whens} end, of these: `,
    empty: (column: string) => `coalesce("${column}", …), or leave the rows out: where "${column}" is not null`,
    trim: (column: string) => `btrim("${column}")`,
    date: (column: string) => `"${column}"::date`,
    period: (column: string) => `to_char("${column}", 'YYYY-MM')`,
    flag: (column: string) => `"${column}" = 1, or whatever says yes there`,
    sign: (column: string) => `abs("${column}"), and the direction in the type`,
    key: 'add to the key what tells the rows apart, or sum them up with group by',
    reference: (table: string) => `map ${table} too, or import it, or leave the rows out with where`,
    column: (column: string) => `… as "${column}"`,
  },
  /** What is written otherwise in DuckDB's SQL. */
  queryOfDuckdb: {
    instant: (column: string) =>
      `("${column}"::text || '+08')::timestamptz, with the offset that the times are written in`,
    day: (column: string) => `("${column}"::text || ' 00:00:00+08')::timestamptz, for days that have no time`,
    round: (column: string, decimals: string) => `round("${column}"::decimal(38, 12), ${decimals})`,
    number: (column: string) => `"${column}"::decimal(38, 6)`,
    trim: (column: string) => `trim("${column}")`,
    period: (column: string) => `strftime("${column}", '%Y-%m')`,
  },
  lacking: 'What a close lacks, and what that costs',
  complete: 'a close lacks nothing that is looked for',
  missing: {
    table_is_needed: [(table: string) => `${table} has no rows`, 'nothing can be closed before it has some'],
    purchase_amounts: [
      'no receipt has an amount',
      'what was bought comes in at a fallback price, or at 0 where there is none; no such version can be published',
    ],
    opening_stock: [
      'there is no stock at the beginning',
      'what is issued from earlier stock falls short, and is reported or priced as the policy says',
    ],
    opening_amounts: ['no opening stock has an amount', 'it has no price: what is made of it costs too little'],
    orders: ['there are no production orders', 'nothing that is made gets a cost'],
    issues_to_orders: ['no movement names a production order', 'orders bear no material, and what they yield none'],
    work_reports: [
      'there are no work reports',
      'progress of orders is taken from what was received, and cost pools that are spread by hours reach no order',
    ],
    cost_pools: ['there are no cost pools', 'what is made bears material and no labour, machines or overhead'],
    routings: ['operations have no routing', 'all operations of an order count alike for how far it is'],
    structures: [
      'there are no bills of material',
      'no standard cost, no variances of quantity, and nobody sees what an order should have used',
    ],
    hours: ['no report has hours', 'cost pools that are spread by hours reach no order'],
    quantities_reported: [
      'no report has a good quantity',
      'progress of orders is taken from what was received: work in process is what is planned less that',
    ],
    scrap_reported: [
      'no report has a scrapped quantity',
      'the good pieces bear what was scrapped, and nobody sees how much that was',
    ],
    orders_closed: [
      'no order has a day on which it was closed',
      'one that ended short of its plan keeps its rest as work in process',
    ],
    originals: [
      'returns and late invoices name no original',
      'they change the latest movement of the kind, or the price of stock, not the document that they belong to',
    ],
    transfer_targets: ['transfers say nothing of where they went', 'their value can not follow the goods'],
    prices: [
      'items have no planned, standard or purchase prices',
      'no price variances, and no price to fall back on but stock and purchases',
    ],
  },
  ready: {
    sources: 'next: millrace import --sources --preview',
    files: (path: string) => `next: millrace import ${path} --preview`,
    database: 'next: millrace check, for a period',
  },
  notReady: 'mend what is fatal first; nothing was written',
} as const;
