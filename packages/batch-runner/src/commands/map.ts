import { resolve } from 'node:path';
import { EXIT, withoutPassword } from '@millrace/store';
import { CONFIG_FILE, fromFolder, withSources } from '../config.js';
import { NEEDED } from '../doctor/missing.js';
import { queryOf } from '../map/query-of.js';
import { suggestMapping } from '../map/suggest.js';
import { printMapping } from '../terminal/print-mapping.js';
import type { Cli } from './cli.js';

/** `millrace map [ADDRESS]`: a first mapping of another system's tables, marked where a person has to look. */
export function addMap(cli: Cli): void {
  const { texts } = cli;
  const { map } = texts;
  cli.add<{ write?: boolean }>(
    {
      name: 'map',
      says: map.help,
      arguments: [['[address]', map.address]],
      options: [['--write', map.write]],
      example:
        'millrace map postgres://reader@erp.example/erp\n  millrace map postgres://reader@erp.example/erp --write',
    },
    async (run, [address], { write = false }) => {
      const reading = await run.openSources(address);
      const suggested = await reading.transaction('snapshot', () => suggestMapping(reading));
      const mapped = run.config?.sources.tables ?? {};
      const isNew = ({ table }: { table: keyof typeof mapped }) => mapped[table] === undefined;
      const tables = suggested.filter(isNew);
      const kept = suggested.filter((each) => !isNew(each)).map(({ table }) => table);
      const queries = Object.fromEntries(tables.map((table) => [table.table, queryOf(table, texts)]));
      const connection = address === undefined ? undefined : fromFolder('.', withoutPassword(address));
      const file = resolve(run.options.config ?? CONFIG_FILE);
      const former = write ? await withSources(file, connection, queries) : undefined;
      const missing = NEEDED.filter((name) => mapped[name] === undefined && queries[name] === undefined);
      return {
        exit: EXIT.done,
        json: {
          sources: { connection: connection ?? run.config?.sources.connection ?? '', tables: queries },
          tables,
          missing,
          kept,
          config: write ? file : undefined,
        },
        print(terminal) {
          printMapping(terminal, tables, run);
          if (kept.length > 0) terminal.line(map.already(kept.map(texts.tableName).join(', ')));
          if (missing.length > 0) terminal.line(map.missing(missing.map(texts.tableName).join(', ')));
          if (tables.length === 0) return;
          if (former !== undefined) terminal.line(map.written(file, former));
          else {
            terminal.line();
            terminal.line('"sources": {');
            terminal.line(`  "connection": ${JSON.stringify(connection ?? '')},`);
            terminal.line('  "tables": {');
            const all = Object.entries(queries).map(
              ([name, sql]) => `    ${JSON.stringify(name)}: ${JSON.stringify(sql)}`,
            );
            for (const [at, line] of all.entries()) terminal.line(at < all.length - 1 ? `${line},` : line);
            terminal.line('  }');
            terminal.line('}');
          }
          terminal.line(map.next);
        },
      };
    },
  );
}
