/** Cause and remedy of every trouble of the command, in English. `trouble-zh.ts` says the same in Chinese. */
export const troubleEn = {
  command_is_missing: ['a command is missing', 'see millrace --help, or begin with: millrace demo'],
  option_is_wrong: ['"{value}" is nothing that {option} takes', 'write it like one of these: {expected}'],
  argument_is_wrong: ['{says}', 'see millrace --help'],
  argument_is_missing: ['{says}', 'see the command with --help'],
  value_is_missing: ['{says}', 'see the command with --help'],
  option_is_not_known: ['{says}', 'see the command with --help'],
  command_is_not_known: ['{says}', 'see millrace --help'],
  argument_is_too_much: ['{says}', 'see the command with --help; put a text with blanks in quotes'],
  config_can_not_be_read: ['{file} is not a whole config: {says}', 'correct it, or write a new one with millrace init'],
  config_is_there_already: ['{file} is there already', 'remove it, or overwrite it with --force'],
  period_is_not_a_month: ['"{period}" is not a period', 'write it as 2026-10'],
  period_must_be_named_with_files: ['files hold no versions: say which period', 'write it first: 2026-10 --from DIR'],
  ledger_must_be_chosen: ['there are several ledgers: {ledgers}', 'choose one with --ledger or in the config'],
  ledger_is_missing: ['{place} holds no facts yet', 'load them with millrace import DIR, the table ledger among them'],
  ledger_is_not_known: [
    'there is no ledger {ledger} in {place}',
    'import the table ledger, or choose another with --ledger',
  ],
  time_zone_is_not_known: [
    'ledger {ledger} has the time zone "{zone}", which does not exist',
    'correct it in the table ledger, to a name such as Asia/Shanghai',
  ],
  period_is_not_known: [
    'the ledger {ledger} has no period {period}',
    'import it in the table period, with its first and last day',
  ],
  version_name_is_wrong: [
    '"{name}" names no version: it is neither a version’s number nor a period',
    'write 12, 2026-10, standard or standard@2026-11-01; see millrace versions',
  ],
  version_is_not_known: ['the ledger {ledger} has no version {version}', 'see millrace versions'],
  no_period_is_published: ['no period of ledger {ledger} is published', 'publish one: millrace publish 2026-10'],
  period_has_no_version: ['{period} of ledger {ledger} has no version', 'close it with millrace close {period}'],
  item_has_no_stock: ['{period} has no stock of {item}', 'see millrace stock {period}'],
  plant_has_nothing: [
    '{place} has nothing of plant {plant}',
    'check the code of the plant, or leave --plant out to see all',
  ],
  plant_is_not_known: ['there is no plant {plant}', 'check the code of the plant, or leave --plant out to see all'],
  item_is_not_known: ['version {version} has no cost of {item}', 'see millrace table {version}'],
  formula_is_not_known: [
    'there is no driver "{formula}" of the kind formula, nor an item of the name that has lines by formula',
    'name one of the table driver, or what a bill of material makes; to try a formula itself, leave the period out',
  ],
  order_is_not_known: ['nothing of order {order} is in {period}', 'see millrace table {period} --table order_cost'],
  movement_is_not_known: [
    'in {period} nothing was moved by {movement}',
    'see millrace stock {period} --item ITEM; what came back whole counts on its original',
  ],
  item_is_in_several_plants: ['{item} has a cost in several plants: {plants}', 'say which: PLANT/{item}'],
  table_is_not_known: ['versions have no table {table}', 'use one of: {expected}'],
  input_can_not_be_found: [
    'there is nothing at {path}',
    'give a folder of CSV files and workbooks, one of them, or a JSON file',
  ],
  input_can_not_be_read: [
    '{path} can not be read: {says}',
    'give a folder of CSV files and workbooks, one of them, or a JSON file',
  ],
  input_has_changed: [
    '{file} was changed while it was read; nothing is written',
    'wait until whoever writes it is done, and run the command again',
  ],
  input_holds_no_tables: [
    '{path} holds no CSV files and no workbooks',
    'put a file per table there, named like item.csv, or a workbook with a sheet per table',
  ],
  input_is_not_facts: ['{file} can not be read as facts: {says}', 'give an object with an array of rows per table'],
  import_is_not_known: ['there is no import {number}', 'see millrace imports'],
  import_is_undone: ['import {number} was taken back already, by import {by}', 'see millrace imports'],
  import_was_changed_since: [
    'rows of {table} are no longer as import {number} left them: {count}, the first of them {key}',
    'take the later imports back first; see millrace imports',
  ],
  sources_are_missing: [
    'the config maps no table to a view or query',
    'name them in millrace.config.json under sources.tables: "movement": "erp.millrace_movement"; see docs/sources.md',
  ],
  sources_need_a_connection: [
    '{place} is an embedded database, which has one session: views in it can not be read while rows are written',
    'name the server of your own tables in the config under sources.connection',
  ],
  source_can_not_be_read: [
    '{source} can not be read: {says}',
    'correct its view or query under sources.tables in the config; name tables with their schema',
  ],
  source_is_of_floats: [
    '{source} can not be read: {column} is {type}, whose numbers are not exact',
    'cast it in the query, where it can be seen how many decimals are meant: cast("{column}" as decimal(18, 2))',
  ],
  duckdb_is_missing: [
    'what DuckDB is to read can not be read: {says}',
    'install it where Millrace is installed: npm install {package}',
  ],
  template_place_is_taken: [
    '{path} is there already, and may hold what was filled in',
    'choose another name, or remove it first',
  ],
  template_must_be_a_workbook_or_folder: [
    'a template is no {value}',
    'write month.xlsx for a workbook, or the name of a folder for CSV files',
  ],
  table_to_replace_is_missing: [
    'the files do not hold the table {table}, whose rows are to be replaced',
    'put it there, if only with its header, or leave it out of --replace',
  ],
  table_has_no_periods: [
    'rows of {table} belong to no period',
    'replace only tables of documents, such as movement, work_report, cost_pool',
  ],
  options_exclude_each_other: [
    '{option} does not go with {other}',
    'leave one of them out; see the command with --help',
  ],
  options_go_together: ['{options} go together', 'see millrace import --help'],
  folder_is_not_of_the_demo: ['{folder} holds something else', 'give an empty folder with --folder'],
  version_was_pruned: [
    'version {version} was a draft whose rows were removed by millrace prune',
    'close {period} again, or name another version; see millrace versions',
  ],
  version_is_no_draft: ['version {version} is {state_in_words}', 'close {period} again for a new draft'],
  version_is_published: [
    'version {version} is the published cost of {period} already',
    'nothing is left to do; to publish what has changed since, close {period} again',
  ],
  period_is_not_published: ['{period} has no published version', 'nothing is to be reopened; see millrace versions'],
  version_is_outdated: [
    'version {version} opened from a version that is no longer the published one',
    'close {period} again, then publish the new draft',
  ],
  later_period_is_published: ['{later} is published and stands on {period}', 'reopen {later} first'],
  period_has_a_published_version: [
    'version {former} is the published cost of {period}',
    'take it back with millrace reopen {period}, or replace it: millrace publish {version} --replace --reason WHY',
  ],
  approver_must_be_another: [
    'version {version} was computed by {by}, as {user} of the database; its policy wants {value} to publish it',
    'let somebody else look at it and publish it: with --by their name, where the policy says another_user also as another user of the database',
  ],
  reason_is_missing: [
    'what changes a published cost, or the state of a period, needs a reason',
    'add --reason, for the record',
  ],
  version_does_not_match_its_hash: [
    'the stored rows of version {version} do not have its hash: somebody changed them',
    'close the period again',
  ],
  version_comes_out_differently: [
    'version {version}, computed again from its inputs, comes out differently',
    'it may be of another version of Millrace: see millrace verify {version}',
  ],
  database_address_is_wrong: [
    'the address of the database can not be read (it is not repeated here, since it may hold a password)',
    'write it as postgres://user@host:5432/name or "host=db dbname=name user=u", or name a folder as ./folder; in a URI write %40 for @, %2F for / within a password',
  ],
  database_scheme_is_not_known: [
    'no database has an address that begins with {scheme}',
    'write it as postgres://user@host:5432/name, or name a folder as ./folder',
  ],
  database_keyword_is_not_known: [
    'the address of the database, its service or the environment holds a keyword that Millrace does not know',
    'use these: {expected}; put values with blanks in single quotes',
  ],
  database_value_is_wrong: [
    'the address of the database has a value for {keyword} that it does not take',
    'use one of these: {expected}',
  ],
  database_service_is_not_known: [
    'there is no service {service} in {files}',
    'correct service or PGSERVICE, or write the address as postgres://user@host:5432/name',
  ],
  certificate_can_not_be_read: [
    '{file} can not be read as a certificate or key: {says}',
    'correct sslrootcert, sslcert, sslkey or sslpassword (PGSSLROOTCERT, PGSSLCERT, PGSSLKEY)',
  ],
  server_has_no_tls: [
    '{place} has no TLS, and sslmode asks for it',
    'turn on TLS there, or send everything in plain text with sslmode=disable',
  ],
  tls_fails: [
    'no TLS with {place}: {says}',
    'give the certificate that signed the server’s as sslrootcert, use the name that it is for, or see sslmode in docs/database.md',
  ],
  database_is_not_there: [
    'there is no database in {folder}',
    'correct --database, or make one there: millrace init --database {folder}',
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
  database_gave_up: [
    'the database gave up: {says}',
    'nothing was left half-written; run it again when nobody is in the way, or give it longer: lock_timeout, statement_timeout',
  ],
  database_says: [
    'the database says: {says}',
    'nothing was left half-written; correct the cause and run the command again',
  ],
  folder_is_in_use: [
    '{folder} is in use by process {process} on {host} ({purpose})',
    'wait for it to end; the folder is free as soon as that process is gone',
  ],
  folder_can_not_be_locked: [
    '{folder} can not be locked: {says}',
    'put it on a disk of this machine, or use a Postgres server: two processes in one folder would ruin it',
  ],
  folder_is_damaged: [
    'the database in {folder} can not be opened: {says}',
    'put back the last copy of the whole folder, or make a new one with millrace init --database DIR and import again',
  ],
  folder_is_of_another_postgres: [
    'the database in {folder} was made by Postgres {found}; this Millrace holds Postgres {own}',
    'use the version of Millrace that made it; nothing was changed there',
  ],
  close_is_running: [
    '{period} of ledger {ledger} is being closed or published: {holder}, session {session}, since {since}',
    'wait for it to end; nothing was written here',
  ],
  workers_need_a_server: [
    '{place} is an embedded database, which one process has to itself',
    'use a server, or close-all without --workers',
  ],
  workers_ended: [
    'the workers that took {period} of ledger {ledger} ended before it was closed: {deaths} of them',
    'look at what they said; it may need a machine with more memory',
  ],
  worker_is_of_another_release: [
    'the worker that took {period} of ledger {ledger} is of another release ({engine})',
    'run the same Millrace on all machines',
  ],
  close_was_cancelled: [
    '{period} of ledger {ledger} was taken out of the queue before a worker had begun',
    'run the command again',
  ],
  disk_is_full: ['there is no space left: {says}', 'make room; nothing was left half-written'],
  permission_is_missing: [
    'a permission is missing: {says}',
    'check who owns the files or tables, and who runs the command',
  ],
  path_can_not_be_used: ['a path can not be used: {says}', 'check that it leads to a folder that can be written'],
  port_is_taken: [
    'something listens on port {port} already',
    'stop it, or choose another with --port; 0 takes any that is free',
  ],
  defect: ['this is a defect of Millrace: {says}', 'please report it with the input and the lines above'],
} as const;
