import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvaluationReport } from './evaluation-report.ts';
import { renderReport } from './render-report.ts';

/** Writes MODEL.SET.json (comparable later) and MODEL.SET.md (for people) into `directory`, over older ones; their paths. */
export async function writeReport(report: EvaluationReport, directory: string): Promise<readonly string[]> {
  await mkdir(directory, { recursive: true });
  const name = `${report.model.id.replaceAll(/[^\w.-]+/gu, '_')}.${report.set.name}`;
  const json = join(directory, `${name}.json`);
  const markdown = join(directory, `${name}.md`);
  await writeFile(json, `${JSON.stringify(report, null, 1)}\n`);
  await writeFile(markdown, `${renderReport(report)}\n`);
  return [json, markdown];
}
