/** Loaded before a command that is measured: at its end it writes the most memory that the process held, in megabytes. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { MILLRACE_BENCH_PEAK: file } = process.env;
  if (file !== undefined) writeFileSync(file, String(Math.round(process.resourceUsage().maxRSS / 1024)));
});
