export { sampleFactory } from './demo/factory.js';
export { writeCsvFolder } from './files/write-csv.js';
export { runCommand } from './run-command.js';
export type { Surroundings } from './surroundings.js';
