import type { Finding } from '@millrace/costing-core';
import { specOf, type TableName } from '@millrace/facts';
import { type Spoken, tell } from '../text/texts.js';
import type { Diagnosis } from './diagnosis.js';
import type { Missing } from './missing.js';

/** What is told beside the findings of the catalogue: in words, worst first. */
export interface Told {
  readonly severity: Finding['severity'];
  readonly code: string;
  readonly table: TableName | undefined;
  readonly column: string | undefined;
  readonly wrong: string;
  readonly remedy: string;
}

export function missingInWords({ severity, code, table, column }: Missing, { texts }: Spoken): Told {
  const said = texts.doctor.missing;
  const [wrong, remedy] = said[code];
  return {
    severity,
    code,
    table,
    column,
    wrong: typeof wrong === 'string' ? wrong : wrong(texts.tableName(table)),
    remedy,
  };
}

/** Sources that can't be read, floating-point numbers, and rights to write. */
export function besideFindings(seen: Diagnosis, spoken: Spoken): Told[] {
  const { texts } = spoken;
  const { doctor } = texts;
  const all: Told[] = seen.refused.map((trouble) => {
    const [wrong, remedy] = tell(trouble, texts).split('\n  → ');
    const table = trouble.fields.source.replace(/^\w+\./, '') as TableName;
    return { severity: 'fatal', code: trouble.code, table, column: undefined, wrong, remedy };
  });
  for (const { table, source, columns } of seen.profiles) {
    for (const { column, kind, type } of columns) {
      if (type === undefined || !FLOATS.has(type) || !NUMBERS.has(kind)) continue;
      const { scale } = specOf(table).columns[column];
      const wrong = doctor.floats[0](`${source}.${column}`, type);
      const remedy = doctor.floats[1](column, scale);
      all.push({ severity: 'warning', code: 'column_is_of_floats', table, column, wrong, remedy });
    }
  }
  const { rights } = seen;
  if (rights !== undefined && (rights.isSuperuser || rights.count > 0)) {
    const { superuser, mayWrite } = doctor.rights;
    const tables = rights.tables.join(', ') + (rights.count > rights.tables.length ? ', …' : '');
    const [wrong, remedy] = rights.isSuperuser
      ? [superuser[0](rights.role), superuser[1]]
      : [mayWrite[0](rights.role, rights.count, tables), mayWrite[1]];
    all.push({ severity: 'warning', code: 'reader_may_write', table: undefined, column: undefined, wrong, remedy });
  }
  return all;
}

const FLOATS: ReadonlySet<string> = new Set(['real', 'double precision']);

const NUMBERS: ReadonlySet<string> = new Set(['decimal', 'amount']);
