import type { Cli } from './cli.js';
import { addClose } from './close.js';
import { addImport } from './import.js';
import { addInit } from './init.js';
import { addMigrate } from './migrate.js';

/** All commands, in the order of the help. */
export const COMMANDS: readonly ((cli: Cli) => void)[] = [addInit, addMigrate, addImport, addClose];
