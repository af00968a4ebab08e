/**
 * What is wrong with output that a document shows; undefined where it is as shown. `…` within a line stands for any text, a
 * line of `…` alone for any number of lines. Spaces at the end of lines and empty lines at either end don't count.
 *
 * A part between two lines of `…` is looked for from the end of the part before, and taken where it first fits.
 */
export function mismatch(expected: readonly string[], actual: string): string | undefined {
  const lines = trimmed(actual.split('\n'));
  const parts = partsOf(trimmed(expected));
  let from = 0;
  for (const [i, part] of parts.entries()) {
    const isFirst = i === 0;
    const isLast = i === parts.length - 1;
    const last = lines.length - part.length;
    const places = isFirst ? [0] : isLast ? [Math.max(last, from)] : range(from, last);
    const place = places.find((at) => at <= last && part.every((line, l) => fits(line, lines[at + l])));
    if (place === undefined || (isFirst && isLast && lines.length !== part.length)) {
      return `shown, but not printed there:\n${part.join('\n')}\n\nprinted:\n${lines.slice(from).join('\n')}`;
    }
    from = place + part.length;
  }
  return undefined;
}

/** The lines between lines of `…`; the first and the last may be empty. */
function partsOf(lines: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (line === '…') parts.push([]);
    else (parts.at(-1) as string[]).push(line);
  }
  return parts;
}

function fits(shown: string, printed: string): boolean {
  const pattern = shown
    .split('…')
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(printed);
}

function trimmed(lines: readonly string[]): string[] {
  const clean = lines.map((line) => line.trimEnd());
  const first = clean.findIndex((line) => line !== '');
  const last = clean.findLastIndex((line) => line !== '');
  return first < 0 ? [] : clean.slice(first, last + 1);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
