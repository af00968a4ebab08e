/** Instants as microseconds since 1970. */
export function instantOf(text: string): bigint {
  const match = /^(.{10})T(\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (match === null) throw new RangeError(`${text} is not an instant`);
  const [, date, time, decimals = '', offset] = match;
  const seconds = time.length === 5 ? `${time}:00` : time;
  const milliseconds = Date.parse(`${date}T${seconds}${offset}`);
  return BigInt(milliseconds) * 1000n + BigInt(decimals.padEnd(6, '0'));
}

/**
 * The first instant of a day in a time zone: of all quarters of an hour around it, the first one that the zone's
 * clocks show as that day.
 */
export function startOfDay(date: string, timeZone: string): bigint {
  const quarter = 15 * 60_000;
  const noon = Date.parse(`${date}T12:00:00Z`);
  const clock = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  for (let step = -4 * 28; step <= 4 * 4; step++) {
    const instant = noon + step * quarter;
    if (clock.format(instant) === date) return BigInt(instant) * 1000n;
  }
  throw new RangeError(`${timeZone} has no ${date}`);
}

/** The day that the zone's clocks show at an instant, in days since 1970. */
export function dayOf(instant: bigint, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return Date.parse(clock.format(Number(instant / 1000n))) / 86_400_000;
}

export function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
