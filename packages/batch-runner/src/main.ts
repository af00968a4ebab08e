import { EXIT } from '@millrace/store';
import { runCommand } from './run-command.js';

/** The command as a process of its own. */
const INTERRUPTED = 130;

// A reader that has seen enough (`| head`) is no trouble.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.system),
);
// So that what an interrupted process holds is let go: the folder of an embedded database.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(INTERRUPTED));

process.exitCode = await runCommand(process.argv.slice(2), process);
