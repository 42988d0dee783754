import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '../../core/app-error.ts';
import type { EvaluationReport } from './evaluation-report.ts';
import { renderReport } from './render-report.ts';

/** Makes the directory for reports, before minutes are spent on one. Rejects with EVALUATION_FILE_UNUSABLE. */
export async function makeReportDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (cause) {
    const why = 'the report cannot be written there';
    throw appError('EVALUATION_FILE_UNUSABLE', [directory, why], { details: { file: directory }, cause });
  }
}

/** Writes MODEL.SET.json (comparable later) and MODEL.SET.md (for people) into `directory`, over older ones; their paths. */
export async function writeReport(report: EvaluationReport, directory: string): Promise<readonly string[]> {
  const name = `${report.model.id.replaceAll(/[^\w.-]+/gu, '_')}.${report.set.name}`;
  const json = join(directory, `${name}.json`);
  const markdown = join(directory, `${name}.md`);
  await writeFile(json, `${JSON.stringify(report, null, 1)}\n`);
  await writeFile(markdown, `${renderReport(report)}\n`);
  return [json, markdown];
}
