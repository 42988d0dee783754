import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tmxFormat } from '../../../exports/tmx-format.ts';
import { xliffFormat } from '../../../exports/xliff-format.ts';
import { xliff12Format } from '../../../exports/xliff12-format.ts';
import { alignedRow } from '../../support/aligned-rows.ts';
import { hostileDocuments } from '../../support/hostile-documents.ts';
import { isInstalled, runProgram, withFile } from '../../support/outside-program.ts';
import { exportBytes, streamOf, writeExport } from '../../support/write-export.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const xmllint = isInstalled('xmllint', 'libxml2-utils');

const schemas = [
  { format: tmxFormat, check: ['--dtdvalid', join(fixtures, 'tmx14.dtd')], harm: [' srclang="ar"', ''] },
  {
    format: xliffFormat,
    check: ['--schema', join(fixtures, 'xliff/xliff-2.1.xsd')],
    harm: ['state="translated"', 'state="done"'],
  },
  {
    format: xliff12Format,
    check: ['--schema', join(fixtures, 'xliff/xliff-core-1.2-strict.xsd')],
    harm: ['</source>', '</source><own/>'],
  },
] as const;

describe.skipIf(!xmllint).each(schemas)('$format.name', ({ format, check, harm }) => {
  test('an ordinary document is valid', async () => {
    await expectValid(await writeExport(format, [alignedRow()]), check);
  });

  test('text with markup and characters XML forbids is valid', async () => {
    await expectValid(await exportBytes(format, hostileDocuments()), check);
  });

  test('a document without rows is valid', async () => {
    await expectValid(await writeExport(format, []), check);
  });

  test('a time span without documents is valid', async () => {
    await expectValid(await exportBytes(format, streamOf([])), check);
  });

  test('the check notices a file that is not valid', async () => {
    const file = await writeExport(format, [alignedRow()]);
    const [good, bad] = harm;
    expect(file).toContain(good);
    await expect(expectValid(file.replace(good, bad), check)).rejects.toThrow(
      /validity error|does not follow|srclang/,
    );
  });
});

test.skipIf(!xmllint)('the check notices metadata that the metadata module does not have', async () => {
  const { format, check } = schemas[1];
  const file = await writeExport(format, [alignedRow()]);
  await expect(expectValid(file.replace('<mda:meta type="origin"', '<mda:meta'), check)).rejects.toThrow(
    /type/,
  );
});

async function expectValid(file: string | Uint8Array, check: readonly string[]): Promise<void> {
  await withFile('export.xml', file, (path) =>
    runProgram('xmllint', ['--noout', '--nonet', ...check, path], {
      XML_CATALOG_FILES: join(fixtures, 'xliff/catalog.xml'),
    }),
  );
}
