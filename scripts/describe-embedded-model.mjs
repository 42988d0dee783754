// @ts-check
/*
 * Brings the manifest of the embedded model, and its SHA256SUMS, in line with its files; with the JSON report of an
 * evaluation, its scores as well. Run after models/embedded has changed:
 *
 *   npm run eval -- --model embedded
 *   node scripts/describe-embedded-model.mjs out/evaluation/muwazi-tiny-ar-en.flores-dev.json
 *
 * tests/contract/models/manifests.test.ts fails until manifest and files agree.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const directory = join(root, 'models', 'embedded');
const manifestFile = join(root, 'models', 'registry', 'manifests', 'muwazi-tiny-ar-en.json');

/** @param {string} file @param {string} algorithm */
const digest = async (file, algorithm) =>
  createHash(algorithm)
    .update(await readFile(join(directory, file)))
    .digest('hex');

/**
 * @typedef {{ revision: string, files: { path: string, bytes?: number, sha256?: string }[] }} Source
 * @typedef {{ revision?: string, sources: Source[], scores: object[] }} Manifest
 * @typedef {{ model: { revision: string }, set: { name: string }, metrics: { name: string, score: number }[] }} Report
 */
/** @type {Manifest} */
const manifest = JSON.parse(await readFile(manifestFile, 'utf8'));
const files = manifest.sources.flatMap((source) => source.files);
for (const file of files) {
  file.bytes = (await readFile(join(directory, file.path))).length;
  file.sha256 = await digest(file.path, 'sha256');
}
const [, , reportFile] = process.argv;
if (reportFile !== undefined) {
  /** @type {Report} */
  const report = JSON.parse(await readFile(reportFile, 'utf8'));
  const scoreOf = (/** @type {string} */ name) =>
    Math.round((report.metrics.find((metric) => metric.name === name)?.score ?? NaN) * 100) / 100;
  manifest.revision = report.model.revision;
  manifest.scores = [
    { set: report.set.name, bleu: scoreOf('BLEU'), chrf2: scoreOf('chrF2'), revision: report.model.revision },
  ];
}
await writeFile(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
await writeFile(
  join(directory, 'SHA256SUMS'),
  `${files.map((file) => `${file.sha256 ?? ''}  ${file.path}`).join('\n')}\n`,
);
console.log(`${String(files.length)} files described in ${manifestFile}`);
