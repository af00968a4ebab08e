import type { SourceFile } from './sources.js';

/** Files that need each other to run: one way around for each place where one closes. */
export function cycles(files: readonly SourceFile[]): string[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const look = (name: string, way: readonly string[]): void => {
    if (state.get(name) === 'open') found.push([...way.slice(way.indexOf(name)), name].join(' → '));
    if (state.has(name)) return;
    state.set(name, 'open');
    for (const { file } of byName.get(name)?.imports ?? []) {
      if (file !== undefined) look(file, [...way, name]);
    }
    state.set(name, 'done');
  };
  for (const { name } of files) look(name, []);
  return found;
}
