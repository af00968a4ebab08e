export { type Bilingual, say } from './page/say.js';
export { renderReport } from './render-report.js';
export {
  REPORT_TABLES,
  type ReportedVersion,
  type ReportInput,
  type ReportMasters,
  type ReportTable,
  type VersionState,
  type VersionTables,
} from './report-input.js';
