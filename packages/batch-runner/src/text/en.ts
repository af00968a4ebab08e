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
  example: 'Example:',
  causeAndRemedy: (cause: string, remedy: string) => `${cause}\n  → ${remedy}`,

  option: {
    database: 'postgres://… or the folder of an embedded database (default: DATABASE_URL, the config, ./.data)',
    config: 'the config file (default: ./millrace.config.json)',
    json: 'print one JSON document and nothing else',
    lang: 'language: en or zh',
    help: 'show this help',
    version: 'show the version',
    ledger: 'the ledger (default: the config’s, or the only one)',
    trial: 'compute and show, write nothing',
    from: 'read CSV files of a folder, or a JSON file, instead of a database; writes nothing',
    edges: 'with --json: add every flow of value between nodes',
    reason: 'why, for the record',
    force: 'overwrite the config file',
    item: 'only this item',
    plant: 'only this plant',
    all: 'show everything, nothing cut',
    version_of: 'which version: a number or a period (default: the newest published one)',
    depth: 'how many levels to show',
    html: 'write the report to this HTML file',
    against: 'compare with this version (default: the published one of the period before)',
    folder: 'where to put the sample’s files, database and report',
    table: 'show this table of the version',
  },
  argument: {
    period: 'a period such as 2026-10',
    version: 'a version’s number, or a period for its published version',
    draft: 'a version’s number, or a period for its newest draft',
    folder: 'a folder with a CSV file per table',
    item: 'an item, or PLANT/ITEM',
  },
  help: {
    init: 'write millrace.config.json with the whole policy spelled out, and set up the database',
    migrate: 'bring the database up to date',
    import: 'load CSV files into the database: all of them or nothing',
    check: 'run all checks of a period, write nothing',
    close: 'check, cost, verify, and write a draft version',
    publish: 'make a draft the period’s actual cost, for good',
    reopen: 'withdraw the published version of a period, the newest period first',
    versions: 'list the versions',
    table: 'show the unit-cost table of a version, or another of its tables',
    verify: 'compute a version again from its stored inputs: it must have the same hash',
    compare: 'compare the unit costs of two versions by item and element',
    explain: 'show what the cost of an item consists of, level by level down to documents',
    report: 'write a version as one HTML file',
    demo: 'close two months of a sample factory on an embedded database',
  },

  severity: { fatal: 'fatal', error: 'error', warning: 'warning' },
  state: { draft: 'draft', published: 'published', superseded: 'superseded', withdrawn: 'withdrawn' },
  outdated: 'outdated: close again',
  findings: {
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
  },
  migrate: {
    done: (steps: string) => `migrated: ${steps}`,
    nothing: 'the database is up to date',
  },
  import: {
    head: ['table', 'rows', 'new', 'changed', 'unchanged'],
    done: (rows: string) => `${rows} rows imported`,
    refused: 'nothing was imported',
  },
  close: {
    draft: (version: number) => `draft version ${version} written`,
    same: (version: number, state: string) =>
      `version ${version} (${state}) holds this very result: nothing was written`,
    trial: 'trial: nothing was written',
    refused: 'nothing was written',
    blocked: 'it can not be published while it has errors',
    publishWith: (version: number) => `publish it with: millrace publish ${version}`,
  },
  check: {
    clean: 'nothing stands in the way of closing and publishing',
    warned: 'it can be closed and published; look at the warnings',
    blocked: 'it can be closed as a draft, but not be published',
    refused: 'it can not be closed',
  },
  publish: {
    done: (version: number, period: string) => `version ${version} is the published cost of ${period}`,
    superseded: (version: number) => `version ${version} is superseded`,
    outdated: (version: number, period: string) =>
      `version ${version} of ${period} opened from what is no longer published: close ${period} again`,
    refused: (version: number) => `version ${version} is not published: it has errors that the policy does not waive`,
  },
  reopen: { done: (version: number, period: string) => `version ${version} of ${period} is withdrawn` },
  versions: {
    none: 'there are no versions yet',
    head: ['version', 'period', 'state', 'hash', 'errors', 'warnings', 'from', 'created', ''],
  },
  verify: {
    same: (version: number, hash: string) =>
      `version ${version} computed again from its inputs has the same hash ${hash}`,
    rowsDiffer: 'the stored rows do not have the hash that was stored with them',
    differs: (found: string, expected: string) => `computed again it has the hash ${found}, stored is ${expected}`,
    otherEngine: (stored: string, own: string) => `it was computed by ${stored}, this is ${own}`,
  },
  proof: {
    title: 'Proof',
    statement: (cost: string, out: string, difference: string, currency: string) =>
      `cost in ${cost} ${currency}, cost out ${out} ${currency}, difference ${difference}`,
    head: ['element', 'in', 'out', 'difference'],
    total: 'total',
  },
  unitCosts: {
    title: 'Unit costs',
    head: ['plant', 'item', 'name', 'quantity', 'unit', 'amount', 'unit cost'],
    basis: { produced: 'made', available: 'bought or in stock' },
  },
  compare: {
    title: (a: number, b: number) => `Version ${a} against version ${b}`,
    head: ['plant', 'item', 'name', 'before', 'after', 'change', '%'],
    rounding: 'rounding',
    more: (count: number) => `… and ${count} items that moved less (--all shows them)`,
    same: 'no unit cost differs',
  },
  explain: {
    head: ['', 'quantity', 'amount', 'per piece'],
    kind: {
      made: 'made',
      component: 'item',
      opening_stock: 'opening stock',
      opening_wip: 'opening work in process',
      pool: 'pool',
      centre: 'cost centre',
      fee: 'subcontract fee',
      document: 'document',
      returned: 'returned from order',
      circulating: 'goes round in a loop',
      assumed: 'assumed price',
      others: 'others',
    },
    made: (orders: string) => `made by ${orders}`,
    orders: (count: number) => `${count} orders`,
    others: (count: number) => `${count} smaller parts`,
    rounding: 'rounding of what stands in this column',
    total: (quantity: string, unit: string, amount: string, currency: string, unitCost: string) =>
      `${quantity} ${unit} cost ${amount} ${currency}: ${unitCost} each`,
  },
  report: { written: (file: string, bytes: string) => `report: ${file} (${bytes} bytes)` },
  demo: {
    files: (folder: string, rows: string) => `the sample factory: ${rows} rows as CSV in ${folder}`,
    month: (period: string) => `Month ${period}`,
    done: (seconds: string) => `both months closed, published and compared in ${seconds} s`,
    report: (file: string) => `report: ${file}`,
    next: (database: string) => `look further: millrace explain WX/PUMP-32 --database ${database}`,
  },
  hash: 'hash',
  steps: {
    run: 'begin the run',
    read: (table: string) => `read ${table}`,
    check: (table: string) => `check ${table}`,
    import: (table: string) => `import ${table}`,
    write: (table: string) => `write ${table}`,
    compute: 'check, compile, settle, verify',
    committed: 'committed',
    rows: (rows: string) => `${rows} rows`,
  },

  trouble: {
    argument_is_wrong: ['{says}', 'see millrace --help'],
    config_can_not_be_read: [
      '{file} is not a whole config: {says}',
      'correct it, or write a new one with millrace init',
    ],
    config_is_there_already: ['{file} is there already', 'remove it, or overwrite it with --force'],
    period_is_not_a_month: ['"{period}" is not a period', 'write it as 2026-10'],
    ledger_must_be_chosen: ['there are several ledgers: {ledgers}', 'choose one with --ledger or in the config'],
    ledger_is_not_known: [
      'there is no ledger {ledger} in {place}',
      'import the table ledger, or choose another with --ledger',
    ],
    period_is_not_known: [
      'the ledger {ledger} has no period {period}',
      'import it in the table period, with its first and last day',
    ],
    version_is_not_known: ['the ledger {ledger} has no version {version}', 'see millrace versions'],
    period_has_no_version: ['{period} of ledger {ledger} has no version', 'close it with millrace close {period}'],
    item_is_not_known: ['version {version} has no cost of {item}', 'see millrace table {version}'],
    item_is_in_several_plants: [
      '{item} has a cost in several plants: {plants}',
      'say which: millrace explain PLANT/{item}',
    ],
    table_is_not_known: ['versions have no table {table}', 'use one of: {expected}'],
    input_can_not_be_found: ['there is nothing at {path}', 'give a folder of CSV files, or a JSON file'],
    input_holds_no_tables: [
      '{path} holds no CSV files',
      'put a file per table there, named like item.csv, movement.csv',
    ],
    input_is_not_facts: ['{file} can not be read as facts: {says}', 'give an object with an array of rows per table'],
    folder_is_not_of_the_demo: ['{folder} holds something else', 'give an empty folder with --folder'],
    version_is_no_draft: ['version {version} is {state}', 'close {period} again for a new draft'],
    period_is_not_published: ['{period} has no published version', 'nothing is to be reopened; see millrace versions'],
    version_is_outdated: [
      'version {version} opened from a version that is no longer the published one',
      'close {period} again, then publish the new draft',
    ],
    later_period_is_published: ['{later} is published and stands on {period}', 'reopen {later} first'],
    version_does_not_match_its_hash: [
      'the stored rows of version {version} do not have its hash: somebody changed them',
      'close the period again',
    ],
    version_comes_out_differently: [
      'version {version}, computed again from its inputs, comes out differently',
      'it may be of another version of Millrace: see millrace verify {version}',
    ],
    database_address_is_wrong: [
      'the address of the database can not be read: {says}',
      'write it as postgres://user@host:5432/name',
    ],
    database_can_not_be_reached: [
      'the database can not be reached: {says}',
      'check the address, and that the server runs',
    ],
    database_refuses_the_user: [
      'the database refuses the user: {says}',
      'check user and password (PGPASSWORD, ~/.pgpass)',
    ],
    database_does_not_exist: ['{says}', 'create it with createdb, or correct the address'],
    database_is_not_set_up: ['the database lacks tables of Millrace', 'run millrace migrate'],
    database_is_newer: ['{place} was set up by a newer Millrace (step {step})', 'use that version of Millrace'],
    database_was_lost: [
      'the connection to the database was lost: {says}',
      'nothing was left half-written; run the command again',
    ],
    database_says: [
      'the database says: {says}',
      'nothing was left half-written; correct the cause and run the command again',
    ],
    folder_is_in_use: [
      '{folder} is in use by process {process} on {host} ({purpose})',
      'wait for it to end; if it is gone for sure, remove {file}',
    ],
    close_is_running: [
      '{period} of ledger {ledger} is being closed or published: {holder}, session {session}, since {since}',
      'wait for it to end; nothing was written here',
    ],
    disk_is_full: ['there is no space left: {says}', 'make room; nothing was left half-written'],
    permission_is_missing: [
      'a permission is missing: {says}',
      'check who owns the files or tables, and who runs the command',
    ],
    path_can_not_be_used: ['a path can not be used: {says}', 'check that it leads to a folder that can be written'],
    defect: ['this is a defect of Millrace: {says}', 'please report it with the input and the lines above'],
  },
} as const;
