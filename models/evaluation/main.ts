import { AppError } from '../../core/app-error.ts';
import { silentLogger } from '../../core/logger.ts';
import { openTranslator } from '../open-translator.ts';
import { resolveModel } from '../resolve-model.ts';
import { buildReport } from './build-report.ts';
import { evaluateGlossary } from './evaluate-glossary.ts';
import {
  evaluationUsage,
  parseEvaluationArguments,
  type EvaluationArguments,
} from './evaluation-arguments.ts';
import type { EvaluationReport } from './evaluation-report.ts';
import { loadEvaluationSet, type EvaluationSet } from './evaluation-set.ts';
import { readBaseline } from './read-baseline.ts';
import { renderReport } from './render-report.ts';
import { makeReportDirectory, writeReport } from './write-report.ts';

/** Where sets are looked for by name, seen from the repository. FLORES is not ours to ship. */
const setDirectories = ['data/sets', '../shared/data'];

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (error.code === 'ARGUMENTS_INVALID') process.stderr.write(`\n${evaluationUsage}\n`);
  process.exitCode = 1;
}

async function main(args: readonly string[]): Promise<void> {
  const asked = parseEvaluationArguments(args);
  const set = await loadEvaluationSet(asked.set, setDirectories);
  const baseline = asked.baseline === null ? null : await readBaseline(asked.baseline, set);
  await makeReportDirectory(asked.out);
  const report = await evaluate(asked, set, baseline);
  process.stdout.write(`${renderReport(report)}\n`);
  const files = await writeReport(report, asked.out);
  process.stderr.write(`\nWritten: ${files.join(', ')}\n`);
}

async function evaluate(
  asked: EvaluationArguments,
  set: EvaluationSet,
  baseline: EvaluationReport | null,
): Promise<EvaluationReport> {
  const log = silentLogger;
  const { directory, identity } = await resolveModel({
    choice: asked.model,
    modelsDir: asked.modelsDir,
    log,
  });
  const { threads } = asked;
  const translator = await openTranslator({ modelDirectory: directory, identity, threads, log });
  try {
    process.stderr.write(`Translating ${set.sources.length} sentences with ${identity.id} …\n`);
    const begun = performance.now();
    const translations = await translator.translate(set.sources, { signal: new AbortController().signal });
    const durationMs = performance.now() - begun;
    const report = buildReport({
      model: identity,
      set,
      translations,
      durationMs,
      threads,
      createdAt: new Date(),
      baseline,
    });
    if (!asked.glossary) return report;
    process.stderr.write('Again, with a glossary …\n');
    const plain = translations.map(({ text }) => text);
    return { ...report, glossary: await evaluateGlossary(translator, set, plain) };
  } finally {
    await translator.close();
  }
}
