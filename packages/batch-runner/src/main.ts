import { EXIT } from '@millrace/store';
import { runCommand } from './run-command.js';

/** The command as a process of its own. */
const INTERRUPTED = 130;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

// A reader that has seen enough (`| head`) is no trouble.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.system),
);
// So that what an interrupted process holds is let go: the folder of an embedded database.
const interrupted = () => process.exit(INTERRUPTED);
for (const signal of SIGNALS) process.once(signal, interrupted);

/** Who asks for this ends by itself; a second signal ends the process at once. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of SIGNALS) process.off(signal, stop);
      resolve();
    };
    for (const signal of SIGNALS) process.off(signal, interrupted).on(signal, stop);
  });
}

const { stdout, stderr, env } = process;
process.exitCode = await runCommand(process.argv.slice(2), { stdout, stderr, env, stopped });
