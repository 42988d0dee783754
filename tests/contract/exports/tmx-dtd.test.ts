import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tmxFormat } from '../../../exports/tmx-format.ts';
import { alignedRow, alignedRowsOf, exportHeader } from '../../support/aligned-rows.ts';
import { writeExport } from '../../support/write-export.ts';

const dtd = join(import.meta.dirname, '../../fixtures/tmx14.dtd');
const xmllint = hasXmllint();
if (!xmllint)
  console.warn(
    'SKIPPED: xmllint is not installed (Debian: libxml2-utils); no TMX was checked against its DTD.',
  );

const hostile = [
  '<b>&amp;</b> ]]> "x"',
  'نص \0\u0008\uffff\ud800 عربي',
  '\u202eمعكوس\u202c',
  '<!-- -- -->',
  '😀',
];

test.skipIf(!xmllint)('an ordinary document is valid TMX 1.4', async () => {
  await expectValid(await writeExport(tmxFormat, [alignedRow()]));
});

test.skipIf(!xmllint)('a document without rows is valid TMX 1.4', async () => {
  await expectValid(await writeExport(tmxFormat, []));
});

test.skipIf(!xmllint)('text with markup and characters XML forbids is valid TMX 1.4', async () => {
  const rows = alignedRowsOf(hostile).map((row) => ({ ...row, targetText: row.sourceText }));
  const title = hostile.join(' ');
  await expectValid(
    await writeExport(tmxFormat, rows, exportHeader({ title, collection: title, externalId: '"\'<&' })),
  );
});

test.skipIf(!xmllint)('the check notices a file that is not valid', async () => {
  const file = await writeExport(tmxFormat, [alignedRow()]);
  await expect(expectValid(file.replace(' srclang="ar"', ''))).rejects.toThrow(/srclang/);
});

async function expectValid(file: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'muwazi-tmx-'));
  try {
    const path = join(directory, 'export.tmx');
    await writeFile(path, file);
    await promisify(execFile)('xmllint', ['--noout', '--nonet', '--dtdvalid', dtd, path]);
  } finally {
    await rm(directory, { recursive: true });
  }
}

function hasXmllint(): boolean {
  try {
    execFileSync('xmllint', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
