import type { Trouble } from '@millrace/store';
import type { AlikeFindings } from './alike.js';
import type { Examined } from './examine-tables.js';
import type { MayWrite } from './may-write.js';
import type { Missing } from './missing.js';
import type { PeriodRows } from './rows-by-period.js';
import type { Origin } from './table-profile.js';

/** What the doctor saw. */
export interface Diagnosis extends Examined {
  /** Where the tables that were asked for are. */
  readonly origin: Origin;
  readonly findings: AlikeFindings;
  readonly missing: readonly Missing[];
  readonly periods: readonly PeriodRows[];
  /** Of a site's own tables. */
  readonly rights?: MayWrite | undefined;
  /** Of files: where they are. */
  readonly path?: string | undefined;
  /** The period that was closed on trial. */
  readonly tried: string | undefined;
  /** Why Millrace's own tables were not looked at. */
  readonly aside: Trouble | undefined;
}
