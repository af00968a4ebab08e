import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes minutes, since it waits for other programs or closes a year: begun last, one of them would run alone at the end. */
const LONGEST = [
  'import/tryton.test.ts',
  'batch/worker.test.ts',
  'console/pages.test.ts',
  'batch/interrupted.test.ts',
  'batch/killed.test.ts',
  'import/template.test.ts',
  'docs.test.ts',
  'report/browser.test.ts',
  'power/disk-cut.test.ts',
  'examples/adventureworks.test.ts',
  'examples/adventureworks-causes.test.ts',
  'examples/adventureworks-methods.test.ts',
].map((name) => fileURLToPath(new URL(name, import.meta.url)));

/** Begins with the longest files of each project, then goes on as vitest does, from the largest to the smallest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    for (const file of LONGEST)
      if (!existsSync(file)) throw new Error(`${file} is gone: correct test/longest-first.ts`);
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.indexOf(moduleId);
      return at === -1 ? LONGEST.length : at;
    };
    const sorted = await super.sort(files);
    return [...Map.groupBy(sorted, ({ project }) => project).values()].flatMap((of) =>
      of.toSorted((a, b) => place(a) - place(b)),
    );
  }
}
