import { sql as facts } from './0001-facts.js';
import { sql as versions } from './0002-versions.js';
import { sql as immutable } from './0003-immutable.js';
import { sql as standardFacts } from './0004-standard-facts.js';
import { sql as standardVersions } from './0005-standard-versions.js';
import { sql as record } from './0006-record.js';
import { sql as imports } from './0007-imports.js';
import { sql as analysts } from './0008-analysts.js';
import { sql as periods } from './0010-periods.js';

/** The steps from an empty database to today's. Only ever appended to, once they have been released. */
export const MIGRATIONS: Readonly<Record<string, string>> = {
  '0001-facts': facts,
  '0002-versions': versions,
  '0003-immutable': immutable,
  '0004-standard-facts': standardFacts,
  '0005-standard-versions': standardVersions,
  '0006-record': record,
  '0007-imports': imports,
  '0008-analysts': analysts,
  '0010-periods': periods,
};
