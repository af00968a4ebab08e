import { addAuditVerify } from './audit-verify.js';
import { addBomCheck } from './bom-check.js';
import { addBomExplode } from './bom-explode.js';
import { addBomWhereUsed } from './bom-where-used.js';
import { addCheck } from './check.js';
import type { Cli } from './cli.js';
import { addClose } from './close.js';
import { addCloseAll } from './close-all.js';
import { addCompare } from './compare.js';
import { addDemo } from './demo.js';
import { addDoctor } from './doctor.js';
import { addExplain } from './explain.js';
import { addFindings } from './findings.js';
import { addFormulaTest } from './formula-test.js';
import { addGrant } from './grant.js';
import { addHistory } from './history.js';
import { addImport } from './import.js';
import { addImports } from './imports.js';
import { addInit } from './init.js';
import { addJournal } from './journal.js';
import { addLayers } from './layers.js';
import { addMap } from './map.js';
import { addMigrate } from './migrate.js';
import { addOrder } from './order.js';
import { addPeriodState } from './period-state.js';
import { addPeriods } from './periods.js';
import { addPolicies } from './policies.js';
import { addPostings } from './postings.js';
import { addPrune } from './prune.js';
import { addPublish } from './publish.js';
import { addReconcile } from './reconcile.js';
import { addReopen } from './reopen.js';
import { addReport } from './report.js';
import { addRuns } from './runs.js';
import { addServe } from './serve.js';
import { addStandardActivate } from './standard-activate.js';
import { addStandardImpact } from './standard-impact.js';
import { addStandardRoll } from './standard-roll.js';
import { addStock } from './stock.js';
import { addTable } from './table.js';
import { addTemplate } from './template.js';
import { addVariance } from './variance.js';
import { addVerify } from './verify.js';
import { addVersions } from './versions.js';
import { addWaive } from './waive.js';
import { addWaivers } from './waivers.js';
import { addWhatIf } from './what-if.js';
import { addWorker } from './worker.js';

/** All commands, in the order of the help. */
export const COMMANDS: readonly ((cli: Cli) => void)[] = [
  addInit,
  addMigrate,
  addGrant,
  addTemplate,
  addImport,
  addImports,
  addMap,
  addDoctor,
  addCheck,
  addFindings,
  addWaive,
  addWaivers,
  addClose,
  addCloseAll,
  addWorker,
  addRuns,
  addPolicies,
  addPublish,
  addPostings,
  addReopen,
  addPrune,
  addPeriods,
  addPeriodState,
  addVersions,
  addTable,
  addStock,
  addLayers,
  addOrder,
  addVariance,
  addJournal,
  addReconcile,
  addVerify,
  addAuditVerify,
  addCompare,
  addHistory,
  addWhatIf,
  addExplain,
  addReport,
  addServe,
  addFormulaTest,
  addBomExplode,
  addBomWhereUsed,
  addBomCheck,
  addStandardRoll,
  addStandardActivate,
  addStandardImpact,
  addDemo,
];
