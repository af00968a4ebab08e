import { auditEn } from './audit-en.js';
import { checksEn } from './checks-en.js';
import { closeEn } from './close-en.js';
import { doctorEn } from './doctor-en.js';
import { importEn } from './import-en.js';
import { journalEn } from './journal-en.js';
import { lateEn } from './late-en.js';
import { mapEn } from './map-en.js';
import { periodsEn } from './periods-en.js';
import { policiesEn } from './policies-en.js';
import { pruneEn } from './prune-en.js';
import { reconcileEn } from './reconcile-en.js';
import { restoredEn } from './restored-en.js';
import { runsEn } from './runs-en.js';
import { serveEn } from './serve-en.js';
import { sheetsEn } from './sheets-en.js';
import { stepsEn } from './steps-en.js';
import { structureEn } from './structure-en.js';
import { templateEn } from './template-en.js';
import { troubleEn } from './trouble-en.js';
import { verifyEn } from './verify-en.js';
import { waiversEn } from './waivers-en.js';
import { whyEn } from './why-en.js';
import { workerEn } from './worker-en.js';

/**
 * What the command says, in English. `zh.ts` says the same in Chinese; findings have their own catalogue in costing-core.
 * `{name}` stands for a field of the trouble.
 */
export const en = {
  program: 'Closes a factory’s month: exact multi-level product cost, proven to the last cent',
  usage: 'Usage:',
  arguments: 'Arguments:',
  options: 'Options:',
  globalOptions: 'Global Options:',
  commands: 'Commands:',
  /** Where options and a command may stand in a line of usage. */
  anyOptions: '[options]',
  anyCommand: '[command]',
  example: 'Example:',
  causeAndRemedy: (cause: string, remedy: string) => `${cause}\n  → ${remedy}`,

  option: {
    database:
      'postgres://…, "host=… dbname=…", or the folder of an embedded database (default: DATABASE_URL, the config, ./.data)',
    config: 'the config file (default: ./millrace.config.json)',
    json: 'print one JSON document and nothing else',
    by: 'who says to do this, for the record (default: the system’s user)',
    log: 'how progress and trouble are told on stderr: text, or json for one object a line (default: text)',
    lang: 'the language, en or zh (default: the config’s, or the environment’s)',
    help: 'show this help',
    version: 'show the version',
    ledger: 'the ledger (default: the config’s, or the only one)',
    trial: 'compute and show, write nothing',
    all_published: 'every version that was ever published',
    atOnce:
      'how many ledgers at once, each in a session of its own (default: as many as there are processor cores; 1 in a folder)',
    from: 'read CSV files, workbooks or a JSON file instead of a database; writes nothing',
    importPreview: 'show what would be new, changed and removed, by table and period, and write nothing',
    sources: 'read the views and queries that the config names under sources, in place of files',
    importReplace: 'remove what the files no longer hold of these tables, separated by commas, in --period',
    replacedPeriod: 'the period of --replace',
    importUndo: 'take an import back: its number, see millrace imports',
    encoding: 'the encoding of CSV files: utf-8, gb18030, utf-16le (default: found out)',
    edges: 'with --json: add every flow of value between nodes',
    reason: 'why, for the record',
    replace: 'take the place of the version that is published now; needs --reason',
    force: 'write the config file anew; the database and the ledger stay as they are named there',
    item: 'only this item',
    item_ledger: 'only this item, with its ledger: every movement and what is on hand after it',
    kinds: 'show receipts and issues by kind',
    elements: 'show every cost element',
    movement: 'show what this movement cost, and where that came from',
    csv: 'print CSV instead of a table',
    plant: 'only this plant',
    why: 'show what caused the change, of this item or of the whole plant',
    each: 'show the five largest causes of each item’s change',
    assumedPrice: 'assume that what was bought of an item cost more or less: CU-WIRE=+10%, P1/CU-WIRE=-2.5%',
    assumedPool: 'assume a larger or smaller cost pool: ENERGY=+5%',
    assumedRate: 'assume that the pools of a cost centre had the rates of another version: CC-110=2026-09',
    whatIfWhy: 'show what the change of this item consists of',
    historyWhy: 'show what caused each change',
    all: 'show everything, nothing cut',
    version_of: 'which version: a number or a period (default: the newest published one)',
    depth: 'how many levels to show (default: all)',
    html: 'write the report to this HTML file (default: millrace-LEDGER-PERIOD-vVERSION.html)',
    against: 'compare with this version (default: the published one of the period before)',
    folder: 'where to put the sample’s files, database and reports (default: ./.data/demo)',
    keep: 'leave database, config and files to go on with, which no later demo removes (default folder: ./millrace-demo)',
    table: 'show this table of the version, as it is stored',
    head: 'the hash of an earlier head, kept outside: it must still be in the log',
  },
  argument: {
    period: 'a period such as 2026-10',
    version:
      'a version’s number; a period for its published version; or standard, plan, simulation, standard@2026-11-01',
    version_or_period: 'a version’s number or a period (default: the newest published version); with --from a period',
    draft: 'a version’s number, or a period for its newest draft',
    tables: 'a folder of CSV files and workbooks, or one of them',
    sources:
      'a folder of CSV files and workbooks, or one of them; several come in one after the other, each whole or not at all',
    template: 'a workbook to write (month.xlsx), or a folder for CSV files',
    right: 'read, import, close or publish; each reads all',
    role: 'a role of the database',
    item: 'an item, or PLANT/ITEM',
  },
  help: {
    init: 'write millrace.config.json with the whole policy spelled out, and set up the database',
    migrate: 'bring the database up to date',
    grant: 'allow a role of the database what some of the commands need',
    template: 'write a workbook or a folder of CSV files to fill: every table and column, with what it means',
    imports: 'list what was imported, from which files, when and by whom',
    import: 'load CSV files and Excel workbooks into the database: all of them or nothing',
    check: 'run all checks of a period, write nothing',
    close: 'check, cost, verify, and write a draft version',
    closeAll: 'close a period in every ledger of the database, several at once',
    publish: 'make a draft the period’s actual cost, for good',
    versions: 'list the versions',
    table: 'show the unit-cost table of a version, or another of its tables',
    verify: 'compute a version again from its stored inputs: it must have the same hash',
    compare: 'compare the unit costs of two versions by item and element',
    history: 'show what an item cost in each published period',
    whatIf: 'close a month again under assumptions and show what moves; nothing is written',
    stock: 'show stock: opening, receipts, issues, closing; the ledger of an item; the cost of a movement',
    layers: 'show the layers that closing stock consists of, with their age and cost',
    explain: 'show what the cost of an item consists of, level by level down to documents',
    report: 'write a version as one HTML file',
    demo: 'close two months of a sample factory on an embedded database',
  },

  /** A table of facts, in the reader's language and by its code. */
  tableName: (table: string) => table,
  severity: { fatal: 'fatal', error: 'error', warning: 'warning' },
  state: { draft: 'draft', published: 'published', superseded: 'superseded', withdrawn: 'withdrawn' },
  plainText: (place: string) =>
    `warning: ${place} is reached in plain text, which others on the way can read and change\n  → turn on TLS there, and ask for it with sslmode=verify-full`,
  granted: (right: string, role: string) => `${role} may ${right}`,
  outdated: 'outdated: close again',
  /** Why something can't be read, by codes of the system and of ours. */
  reason: {
    ENOENT: 'it is not there',
    EACCES: 'this user may not read it',
    EPERM: 'this user may not read it',
    ELOOP: 'the link leads to itself',
    ENAMETOOLONG: 'its name is too long',
    EIO: 'the disk fails',
    folder: 'it is a folder',
    no_file: 'it is no regular file',
    too_large: 'it is too large',
    not_utf8: 'it is not in UTF-8',
    no_json: 'at {place} (line:column) it is no JSON',
    key_stands_twice: 'the key {key} stands twice in one object',
    nested_too_deep: 'its values are nested too deep, or too long',
    no_tables: 'an object with an array of rows per table is expected',
    unknown_table: 'there is no table {table}',
  },
  findings: {
    named(table: string, key: string, at: string | undefined) {
      // A file is its own key.
      if (key === table && key.includes('.')) return key;
      return `${table} ${key}${at === undefined ? '' : ` (${at})`}`;
    },
    none: 'no findings',
    count: (fatal: number, errors: number, warnings: number) =>
      [
        fatal > 0 ? `${fatal} fatal` : '',
        errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : '',
        warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    more: (count: number) => `… and ${count} more of this kind (--all or --json shows them)`,
  },
  init: {
    written: (file: string) => `wrote ${file}: every choice is spelled out there`,
    database: (place: string) => `the database is ${place}`,
    kept: (file: string) => `the config as it was is ${file}`,
    noPassword: 'its password is not written down: give it as PGPASSWORD or in ~/.pgpass',
    folder:
      'a folder is one process at a time, and as safe as its disk; for several users, or to keep it for years, use a server',
  },
  migrate: {
    done: (steps: string) => `migrated: ${steps}`,
    nothing: 'the database is up to date',
  },
  doctor: doctorEn,
  import: importEn,
  map: mapEn,
  template: templateEn,
  journal: journalEn,
  periods: periodsEn,
  prune: pruneEn,
  policies: policiesEn,
  serve: serveEn,
  worker: workerEn,
  runs: runsEn,
  waivers: waiversEn,
  late: lateEn,
  reconcile: reconcileEn,
  ...closeEn,
  checks: checksEn,
  versions: {
    none: 'there are no versions yet',
    head: ['version', 'kind', 'period', 'state', 'hash', 'errors', 'warnings', 'from'],
    created: (timeZone: string) => `created (${timeZone})`,
  },
  verify: verifyEn,
  audit: auditEn,
  proof: {
    title: 'Proof',
    statement: (cost: string, out: string, difference: string, currency: string) =>
      `cost in ${cost} ${currency}, cost out ${out} ${currency}, difference ${difference}`,
    head: ['element', 'in', 'out', 'difference'],
    total: 'total',
  },
  unitCosts: {
    titleOf: (basis: string) => `Unit costs (${basis})`,
    head: ['plant', 'item', 'name', 'quantity', 'unit', 'amount', 'unit cost'],
    basis: { produced: 'made', available: 'bought or in stock' },
  },
  compare: {
    title: (a: string, b: string) => `Version ${a} against version ${b}`,
    head: ['plant', 'item', 'name', 'before', 'after', 'change', '%'],
    rounding: 'rounding',
    more: (count: number) => `… and ${count} items that moved less (--all shows them)`,
    same: 'no unit cost differs',
  },
  why: whyEn,
  restored: restoredEn,
  explain: {
    head: ['', 'quantity', 'amount', 'per piece'],
    kind: {
      made: 'made',
      component: 'item',
      layer: 'layer',
      opening_stock: 'opening stock',
      opening_wip: 'opening work in process',
      opening_absorption: 'absorption difference from before',
      pool: 'pool',
      centre: 'cost centre',
      document: 'document',
      returned: 'returned from order',
      reclassified: 'carried as one element',
      circulating: 'goes round in a loop',
      assumed: 'assumed price',
      left: 'not in the price',
      others: 'others',
    },
    made: (orders: string) => `made by ${orders}`,
    orders: (count: number) => `${count} orders`,
    others: (count: number) => `${count} smaller parts`,
    left: (what: string) => `not in the price: ${what}`,
    closingAlone: 'late difference, in closing stock alone',
    rounding: 'rounding of the figures in this column',
    total: (quantity: string, unit: string, amount: string, currency: string, unitCost: string) =>
      `${quantity} ${unit} cost ${amount} ${currency}: ${unitCost} each`,
  },
  stock: {
    title: (period: string, currency: string) => `Stock report ${period}, ${currency}`,
    head: [
      'plant',
      'item',
      'name',
      'unit',
      'opening\nquantity',
      '\namount',
      'receipts\nquantity',
      '\namount',
      'issues\nquantity',
      '\namount',
      'closing\nquantity',
      '\nunit cost',
      '\namount',
    ],
    total: 'total',
    proven: 'opening and closing are those of the proof',
    ledger: (item: string, unit: string) => `Ledger of ${item}, in ${unit}`,
    ledgerHead: [
      'date',
      'document',
      'description',
      'received\nquantity',
      '\namount',
      'issued\nquantity',
      '\namount',
      'on hand\nquantity',
      '\nunit cost',
      '\namount',
    ],
    inTransit: (movement: string) => `under way since ${movement}`,
    order: (order: string) => `order ${order}`,
    centre: (centre: string) => `cost centre ${centre}`,
    toPlant: (plant: string) => `to ${plant}`,
    refersTo: (movement: string) => `of ${movement}`,
    documentSays: (quantity: string) => `document: ${quantity}, net of what came back`,
    silent: (quantity: string) => `${quantity}, counted on its original`,
    closing: 'total, closing',
    movementHead: ['', 'quantity', 'amount', 'unit cost'],
    movement: (kind: string, quantity: string, unit: string, item: string) => `${kind}: ${quantity} ${unit} ${item}`,
    kind: {
      opening_stock: 'opening',
      purchase_receipt: 'purchase receipt',
      purchase_estimate: 'receipt not invoiced yet',
      purchase_estimate_reversal: 'estimate reversed',
      purchase_return: 'return to vendor',
      purchase_adjustment: 'adjustment of a purchase',
      subcontract_fee: 'subcontract fee',
      count_gain: 'count gain',
      revaluation: 'revaluation',
      issue: 'issue',
      issue_return: 'issue returned',
      transfer: 'transfer',
      transfer_out: 'transfer out',
      transfer_in: 'transfer in',
      sale: 'sale',
      sale_return: 'sale returned',
      expense_issue: 'issue to expense',
      count_loss: 'count loss',
      stock_scrap: 'stock scrapped',
      form_change: 'form change',
      completion: 'completion',
      completion_reversal: 'completion reversed',
      by_product_receipt: 'by-product',
      salvage_receipt: 'salvage',
      operation_scrap: 'scrap at an operation',
      compensation: 'compensation',
      absorption_difference: 'absorption difference, borne by stock',
      price_difference: 'difference from standard',
      late_difference: 'late difference, not borne by stock',
      negative_stock: 'stock below zero, revalued',
      zero_quantity: 'value without a quantity',
      trapped: 'value trapped in a loop',
    },
  },
  layers: {
    title: (period: string, currency: string) => `Closing stock by layer ${period}, ${currency}`,
    head: ['plant', 'item', 'name', 'method', 'layer', 'received on', 'quantity', 'unit cost', 'amount'],
    method: {
      periodic_average: 'periodic average',
      daily_average: 'daily average',
      moving_average: 'moving average',
      fifo: 'FIFO',
      lifo: 'LIFO',
      specific: 'specific',
      standard: 'standard',
    },
  },
  report: { written: (file: string, bytes: string) => `report: ${file} (${bytes} bytes)` },
  demo: {
    files: (folder: string, rows: string) => `the sample factory: ${rows} rows as CSV in ${folder}`,
    month: (period: string) => `Month ${period}`,
    done: (seconds: string) => `both months closed, published and compared in ${seconds} s`,
    report: (file: string) => `report: ${file}`,
    next: (database: string) => `look further: npx millrace explain WX/PUMP-32 --database ${database}`,
    left: (folder: string, next: string, period: string) =>
      [
        `${folder} is yours: its config leads to the database, its files are what was imported`,
        `  cd ${folder}`,
        '  npx millrace versions',
        '  npx millrace explain WX/PUMP-32',
        '  npx millrace table 2026-10',
        `the next month is open: fill the files in ${next}, then`,
        `  npx millrace import ${period} --preview`,
        `  npx millrace import ${period}`,
        `  npx millrace close ${period}`,
      ].join('\n'),
  },
  hash: 'hash',
  steps: stepsEn,

  structure: structureEn,
  sheets: sheetsEn,

  trouble: {
    ...structureEn.trouble,
    ...journalEn.trouble,
    ...periodsEn.trouble,
    ...policiesEn.trouble,
    ...waiversEn.trouble,
    ...reconcileEn.trouble,
    ...troubleEn,
  },
} as const;
