import { writeSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule, TestSuite } from 'vitest/node';

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What stands when the run ends before it could report: that in itself is a failure. */
const nothingReported: Totals = { passed: 0, failed: 1, skipped: 0 };

/**
 * Prints `N passed, N failed` or `N passed, N failed, N skipped` as the very last line of the run, and nothing else on
 * that line. Leaves the exit code to Vitest.
 *
 * Failed counts everything that went wrong: tests, tests that never finished, files and hooks that threw, errors
 * nobody caught, and a run that exits with an error for any other reason.
 */
export default class SummaryReporter implements Reporter {
  #totals = nothingReported;

  onInit(): void {
    // Later than any reporter, teardown or warning of Vitest's own.
    process.once('exit', (code) => {
      const failed = Math.max(this.#totals.failed, code === 0 ? 0 : 1);
      writeSync(process.stdout.fd, `${sentenceOf({ ...this.#totals, failed })}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (state: (typeof states)[number]): number => states.filter((one) => one === state).length;
    this.#totals = {
      passed: count('passed'),
      failed: count('failed') + count('pending') + countThrown(modules) + unhandledErrors.length,
      skipped: count('skipped'),
    };
  }
}

/** Errors outside of tests: files that do not load, `beforeAll` and `afterAll`. */
function countThrown(modules: readonly TestModule[]): number {
  const suites: readonly (TestModule | TestSuite)[] = modules.flatMap((module) => [
    module,
    ...module.children.allSuites(),
  ]);
  return suites.reduce((sum, suite) => sum + suite.errors().length, 0);
}

function sentenceOf({ passed, failed, skipped }: Totals): string {
  const skippedPart = skipped === 0 ? '' : `, ${skipped} skipped`;
  return `${passed} passed, ${failed} failed${skippedPart}`;
}
