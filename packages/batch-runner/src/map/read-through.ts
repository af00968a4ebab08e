import type { TableName } from '@millrace/facts';
import type { SiteColumn, SiteTable } from './catalog.js';
import type { Chosen } from './choose-tables.js';
import { columnLikeness, ownName } from './likeness.js';

/** What a column holds, in SQL, and as which type. */
export interface ReadAs {
  readonly sql: string;
  readonly type: string;
  /** True where nothing but its name says that this is the code that is meant. */
  readonly isGuess: boolean;
}

/** The site's tables by name, and which of them are masters whose codes are known. */
export class Site {
  readonly #tables: ReadonlyMap<string, SiteTable>;
  /** By site table: the column whose values are the codes that the facts name its rows by. */
  readonly #codes = new Map<SiteTable, SiteColumn>();
  readonly #chosen: ReadonlyMap<TableName, Chosen>;

  constructor(
    tables: readonly SiteTable[],
    chosen: ReadonlyMap<TableName, Chosen>,
    keyOf: (table: TableName) => string,
  ) {
    this.#tables = new Map(tables.map((table) => [`${table.schema}.${table.name}`, table]));
    this.#chosen = chosen;
    for (const [table, { site }] of chosen) {
      const code = bestOf(site, (column) => columnLikeness(site, column, table, keyOf(table)));
      if (code !== undefined && !this.#codes.has(site)) this.#codes.set(site, code);
    }
  }

  /** The column that codes of a master stand in. */
  codeOf(site: SiteTable): SiteColumn | undefined {
    return this.#codes.get(site);
  }

  /** Whether a column refers to the table that was chosen for one of the facts. */
  leadsTo(site: SiteTable, column: SiteColumn, table: string | undefined): boolean {
    const target = this.target(site, column);
    return target !== undefined && target === this.#chosen.get(table as TableName)?.site;
  }

  target(site: SiteTable, column: SiteColumn): SiteTable | undefined {
    const to = site.refers.get(column.name);
    return to && this.#tables.get(`${to.schema}.${to.table}`);
  }

  /** The columns that refer to other tables, where what a line lacks may stand: its document's head. */
  heads(site: SiteTable): { readonly column: SiteColumn; readonly head: SiteTable }[] {
    return site.columns.flatMap((column) => {
      const head = this.target(site, column);
      return head === undefined || head === site ? [] : [{ column, head }];
    });
  }

  /** What a column holds: a number that refers to a row of another table is that row's code. */
  read(site: SiteTable, alias: string, column: SiteColumn): ReadAs {
    const own = { sql: `${alias}.${named(column.name)}`, type: column.type, isGuess: false };
    const target = this.target(site, column);
    const to = site.refers.get(column.name);
    if (target === undefined || to === undefined) return own;
    const known = this.#codes.get(target);
    const code =
      known ?? bestOf(target, ({ name, type }) => (isText(type) ? CODE_NAMES.indexOf(ownName(target, name)) + 1 : 0));
    if (code === undefined || code.name === to.column) return own;
    const other = `${alias}r`;
    return {
      sql: `(select ${other}.${named(code.name)} from ${tableSql(target)} ${other} where ${other}.${named(to.column)} = ${own.sql})`,
      type: code.type,
      isGuess: known === undefined,
    };
  }

  /** What a column of a head holds, seen from a line. */
  readThrough(site: SiteTable, by: SiteColumn, head: SiteTable, column: SiteColumn): ReadAs {
    const to = site.refers.get(by.name)?.column ?? '';
    const { sql, type } = this.read(head, 'h', column);
    return {
      sql: `(select ${sql} from ${tableSql(head)} h where h.${named(to)} = t.${named(by.name)})`,
      type,
      isGuess: true,
    };
  }
}

/** What the code of a row is called, the likeliest last. */
const CODE_NAMES = ['name', 'symbol', 'number', 'no', 'code'];

const isText = (type: string) => /^(text|character|bpchar)/.test(type);

function bestOf<T extends SiteColumn>(
  { columns }: { readonly columns: readonly T[] },
  worth: (column: T) => number,
): T | undefined {
  let best: T | undefined;
  let most = 0;
  for (const column of columns) {
    const its = worth(column);
    if (its <= most) continue;
    most = its;
    best = column;
  }
  return best;
}

function named(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function tableSql({ schema, name }: SiteTable): string {
  return `${named(schema)}.${named(name)}`;
}
