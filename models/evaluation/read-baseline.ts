import { readFile } from 'node:fs/promises';
import { Value } from 'typebox/value';
import { appError } from '../../core/app-error.ts';
import { evaluationReportSchema, type EvaluationReport } from './evaluation-report.ts';
import type { EvaluationSet } from './evaluation-set.ts';

/**
 * Reads an earlier report to compare with. Rejects with EVALUATION_FILE_UNUSABLE when `file` is missing, is not a
 * report of `npm run eval`, or was made on other sentences than `set`.
 */
export async function readBaseline(file: string, set: EvaluationSet): Promise<EvaluationReport> {
  const report = await readJson(file);
  if (!Value.Check(evaluationReportSchema, report)) {
    throw unusable(file, 'it is not a JSON report of an evaluation');
  }
  if (report.set.fingerprint !== set.fingerprint || report.translations.length !== set.sources.length) {
    throw unusable(file, `it was made on other sentences than ${set.name}`);
  }
  return report;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw unusable(file, cause instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read', cause);
  }
}

function unusable(file: string, why: string, cause?: unknown) {
  return appError('EVALUATION_FILE_UNUSABLE', [file, why], { details: { file }, cause });
}
