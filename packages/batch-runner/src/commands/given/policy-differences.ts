/** A choice that two policies make differently, as JSON; undefined where one of them doesn't know it. */
export interface Difference {
  /** Where it stands: `wip.method`. */
  readonly choice: string;
  readonly one: string | undefined;
  readonly other: string | undefined;
}

/** What two policies choose differently, in the order of the choices. The order of a list means something. */
export function policyDifferences(one: object, other: object): Difference[] {
  const [a, b] = [choicesIn(one), choicesIn(other)];
  const choices = new Set([...a.keys(), ...b.keys()]);
  return [...choices]
    .map((choice) => ({ choice, one: a.get(choice), other: b.get(choice) }))
    .filter((difference) => difference.one !== difference.other);
}

function choicesIn(value: unknown, at = '', into = new Map<string, string>()): Map<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0 || Array.isArray(value)) return into.set(at, JSON.stringify(value));
  for (const [key, of] of entries) choicesIn(of, at === '' ? key : `${at}.${key}`, into);
  return into;
}
