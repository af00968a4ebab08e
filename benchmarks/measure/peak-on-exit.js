/** Loaded before a command that is measured: at its end it writes the most memory that the process held, and its CPU time. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { MILLRACE_BENCH_PEAK: file } = process.env;
  if (file === undefined) return;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(
    file,
    JSON.stringify({ peakMegabytes: Math.round(maxRSS / 1024), cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }),
  );
});
