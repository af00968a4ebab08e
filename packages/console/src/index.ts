export { ACTS, type Act } from './acts/rights.js';
export type { ConsoleOptions, Words } from './console-options.js';
export { type Console, startConsole } from './start-console.js';
