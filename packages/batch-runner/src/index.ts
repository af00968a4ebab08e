export { sampleFactory } from './demo/factory.js';
export { samplePolicy } from './demo/sample-policy.js';
export { writeCsvFolder } from './files/write-csv.js';
export { runCommand } from './run-command.js';
export type { Surroundings } from './surroundings.js';
