import type { Language, ResultRow } from '@millrace/costing-core';
import type { Names } from './names.js';

/** What the columns of cost elements are called, one for each: those of the versions, by their position, with the code where two share a name. */
export function elementsOf(
  versions: readonly Elements[],
  names: Names,
  language: Language,
): { readonly code: string; readonly name: string }[] {
  const present = new Set(
    versions.flatMap((version) => Array.from(version.rows('version_element'), ({ element }) => element)),
  );
  const known = names.elementsInOrder().filter((code) => present.has(code));
  const codes = [...new Set([...known, ...present])];
  const nameOf = (code: string) => names.element(code)[language];
  return codes.map((code) => {
    const isShared = codes.some((other) => other !== code && nameOf(other) === nameOf(code));
    return { code, name: isShared ? `${nameOf(code)} (${code})` : nameOf(code) };
  });
}

interface Elements {
  rows(name: 'version_element'): Iterable<ResultRow<'version_element'>>;
}
