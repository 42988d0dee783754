import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { alignedRecordOf } from '../../../exports/aligned-record.ts';
import { exportFormatNamed } from '../../../exports/export-formats.ts';
import { hostileDocumentRows, hostileDocuments } from '../../support/hostile-documents.ts';
import { isInstalled, runProgram, withFile } from '../../support/outside-program.ts';
import { exportBytes } from '../../support/write-export.ts';

/*
 * The tools people open our files with, each reading the same hostile documents. Those that are not installed are
 * skipped and say so; `.ci/run` installs them.
 */

const rows = hostileDocumentRows().flatMap((document) => document.rows);
const translated = rows.filter((row) => row.targetText !== '');

const translateToolkit = isInstalled('xliff2po', 'translate-toolkit');
const libreOffice = isInstalled('soffice', 'libreoffice-writer-nogui');
const pdfToText = isInstalled('pdftotext', 'poppler-utils');
const unzip = isInstalled('unzip', 'unzip');

/** LibreOffice makes itself a profile when it starts for the first time. */
const officeTimeoutMs = 110_000;
/** Half of A4. */
const pageMiddlePoints = 297;

test.skipIf(!translateToolkit)(
  'translate-toolkit turns an XLIFF 1.2 into a catalogue of every pair',
  async () => {
    await withFile('export.xlf', await fileOf('xliff12'), async (path, directory) => {
      const catalogue = join(directory, 'export.po');
      await runProgram('xliff2po', ['--progress=none', path, catalogue]);
      const entries = (await readFile(catalogue, 'utf8')).split('\n\n').slice(1);
      expect(entries).toHaveLength(rows.length);
      expect(entries[0]).toContain(`#: ${rows[0]!.segmentId}\n`);
      expect(entries[0]).toContain(`msgid "${rows[0]!.sourceText}"\nmsgstr "${rows[0]!.targetText}"`);
      const human = entries[rows.findIndex((row) => row.origin === 'human')];
      expect(entries[0]).toContain('#, fuzzy');
      expect(human).not.toContain('#, fuzzy');
    });
  },
);

test.skipIf(!translateToolkit).each(['xliff12', 'tmx'])(
  'pocount counts every segment of a %s',
  async (name) => {
    const ending = name === 'tmx' ? 'tmx' : 'xlf';
    await withFile(`export.${ending}`, await fileOf(name), async (path) => {
      const { stdout } = await runProgram('pocount', ['--csv', path]);
      const [header, counts] = stdout
        .trim()
        .split('\n')
        .map((line) => line.split(',').map((cell) => cell.trim()));
      const count = (column: string): number => Number(counts?.[header?.indexOf(column) ?? -1]);
      const total = count('Translated Messages') + count('Fuzzy Messages') + count('Untranslated Messages');
      expect(total).toBe(rows.length);
      expect(count('Untranslated Messages')).toBe(rows.length - translated.length);
    });
  },
);

test.skipIf(!translateToolkit)(
  'pofilter checks a TMX and an XLIFF 1.2 and finds the missing translation',
  async () => {
    const missing = rows.find((row) => row.targetText === '')!;
    for (const [name, ending] of [
      ['xliff12', 'xlf'],
      ['tmx', 'tmx'],
    ] as const)
      await withFile(`export.${ending}`, await fileOf(name), async (path, directory) => {
        const findings = join(directory, `findings.${ending}`);
        await runProgram('pofilter', ['--progress=none', '--test=untranslated', path, findings]);
        const found = await readFile(findings, 'utf8');
        expect(found).toContain(missing.sourceText);
        expect(found).not.toContain(rows[1]!.sourceText);
      });
  },
);

test.skipIf(!libreOffice || !pdfToText)(
  'LibreOffice prints the Word file: English on the left, Arabic on the right',
  { timeout: officeTimeoutMs },
  async () => {
    await withFile('export.docx', await fileOf('docx'), async (path, directory) => {
      const profile = `-env:UserInstallation=file://${join(directory, 'profile')}`;
      const args = ['--headless', profile, '--convert-to', 'pdf', '--outdir', directory, path];
      await runProgram('soffice', args);
      const { stdout } = await runProgram('pdftotext', ['-bbox', join(directory, 'export.pdf'), '-']);
      const page = leftEdges(stdout);
      expect(page.get('English')).toBeLessThan(pageMiddlePoints);
      expect(page.get('minister')).toBeLessThan(pageMiddlePoints);
      expect(page.get('low-confidence')).toBeLessThan(pageMiddlePoints);
      expect(page.get(asDrawn('العربية'))).toBeGreaterThan(pageMiddlePoints);
      expect(page.get(asDrawn('راجعه'))).toBeGreaterThan(pageMiddlePoints);
      expect(page.get(asDrawn('ترجمة'))).toBeGreaterThan(pageMiddlePoints);
    });
  },
);

test('DuckDB reads the Parquet file with its types', async () => {
  await withFile('export.parquet', await fileOf('parquet'), async (path) => {
    const described = await queryDuckDb(`DESCRIBE SELECT * FROM '${path}'`);
    expect(
      Object.fromEntries(described.map((column) => [column['column_name'], column['column_type']])),
    ).toMatchObject({
      source: 'VARCHAR',
      confidence: 'DOUBLE',
      flags: 'VARCHAR[]',
      translatedAt: 'TIMESTAMP WITH TIME ZONE',
      position: 'INTEGER',
    });
    const read = await queryDuckDb(`SELECT segmentId, source, target, confidence, flags FROM '${path}'`);
    expect(read).toEqual(
      rows.map(alignedRecordOf).map(({ segmentId, source, target, confidence, flags }) => ({
        segmentId,
        source,
        target,
        confidence,
        flags,
      })),
    );
  });
});

test('DuckDB reads CSV, and sees an empty text and a missing value as two things', async () => {
  await withFile('export.csv', await fileOf('csv'), async (path) => {
    const read = await queryDuckDb(
      `SELECT segmentId, confidence, target = '' AS emptied FROM read_csv('${path}', header = true, allow_quoted_nulls = false)`,
    );
    expect(read).toEqual(
      rows.map((row) => ({
        segmentId: row.segmentId,
        confidence: row.confidence,
        emptied: row.targetText === '',
      })),
    );
  });
});

test.skipIf(!unzip)('unzip finds no fault in the Moses zip and the Word file', async () => {
  for (const name of ['moses', 'docx'])
    await withFile('export.zip', await fileOf(name), async (path) => {
      const { stdout } = await runProgram('unzip', ['-t', path]);
      expect(stdout).toContain('No errors detected');
    });
});

/** Of every word on the pages of `pdftotext -bbox`, in points from the left edge of the paper. */
function leftEdges(boxes: string): ReadonlyMap<string, number> {
  const words = boxes.matchAll(/<word xMin="([\d.]+)"[^>]*>([^<]*)</gu);
  return new Map(Array.from(words, ([, left, word]) => [word ?? '', Number(left)]));
}

/** An Arabic word with its letters from left to right, as boxes on a page have them. */
function asDrawn(word: string): string {
  return Array.from(word).reverse().join('');
}

async function fileOf(name: string): Promise<Buffer> {
  return exportBytes(exportFormatNamed(name), hostileDocuments());
}

async function queryDuckDb(query: string): Promise<readonly Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(query);
    return reader.getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
