import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';

/**
 * Names what was skipped when all tests have run; vitest by itself only counts. What a test needs, and how to get it,
 * stands in its name or in that of what it is part of: `… (skipped: no Chromium; install the Debian package chromium)`.
 */
export default class SkippedTests implements Reporter {
  #isSelection = false;

  onInit({ config }: Vitest): void {
    // Whoever asks for some tests by name knows that the others don't run.
    this.#isSelection = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = this.#isSelection ? [] : modules.flatMap(skippedOf);
    if (lines.length > 0) console.log(['Tests that were skipped:', ...lines, ''].join('\n'));
  }
}

function skippedOf(module: TestModule): string[] {
  return [...skippedBelow(module)].map(({ fullName }) => `  ${module.relativeModuleId}: ${fullName}`);
}

/** What is skipped as a whole is named once. */
function* skippedBelow(parent: TestModule | TestSuite): Iterable<TestSuite | TestCase> {
  for (const child of parent.children) {
    if (child.options.mode === 'skip') yield child;
    else if (child.type === 'suite') yield* skippedBelow(child);
  }
}
