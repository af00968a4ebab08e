export { Database } from './database/database.js';
export { migrate } from './database/migrate.js';
export { sampleFactory } from './demo/factory.js';
export { writeCsvFolder } from './files/write-csv.js';
export { StoredVersion, type VersionRecord } from './read/stored-version.js';
export { type ListedVersion, versionNamed, versionsOf } from './read/versions.js';
export * from './report/index.js';
export { runCommand } from './run-command.js';
export type { Surroundings } from './surroundings.js';
