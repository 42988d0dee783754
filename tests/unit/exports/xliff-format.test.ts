import { expect, test } from 'vitest';
import { xliffFormat } from '../../../exports/xliff-format.ts';
import { alignedRow, finishedDocument } from '../../support/aligned-rows.ts';
import { exportBytes, streamOf, writeExport } from '../../support/write-export.ts';

test('a paragraph is a unit, its sentences are segments, the white space between them is ignorable', async () => {
  const file = await writeExport(xliffFormat, [
    alignedRow({ paragraphId: 'p1', segmentId: 'p1.0', sourceText: 'أ.', targetText: 'A.', gapBefore: '\n' }),
    alignedRow({ paragraphId: 'p1', segmentId: 'p1.1', sourceText: 'ب.', targetText: 'B.', gapBefore: ' ' }),
    alignedRow({
      paragraphId: 'p2',
      segmentId: 'p2.0',
      sourceText: 'ت.',
      targetText: 'C.',
      gapBefore: '',
      gapAfter: '\r',
    }),
  ]);
  const tags = file.match(/<(?:unit|segment|ignorable|source)[^>]*>[^<]*/gu)?.map((tag) => tag.trim());
  expect(tags).toEqual([
    '<unit id="p1">',
    '<ignorable>',
    '<source>',
    '<segment id="p1.0" state="translated">',
    '<source>أ.',
    '<ignorable>',
    '<source>',
    '<segment id="p1.1" state="translated">',
    '<source>ب.',
    '<unit id="p2">',
    '<segment id="p2.0" state="translated">',
    '<source>ت.',
    '<ignorable>',
    '<source>&#13;',
  ]);
});

test('a file says where the article comes from, and that it may not be segmented again', async () => {
  const document = finishedDocument({
    sourceUrl: 'https://example.org/a?b=1&c',
    title: null,
    collection: 'x',
  });
  const file = await writeExport(xliffFormat, [alignedRow()], { document });
  expect(file).toContain(
    `<file id="${document.id}" original="https://example.org/a?b=1&amp;c" canResegment="no" srcDir="rtl" trgDir="ltr" xml:space="preserve">`,
  );
  expect(file).toContain('<mda:meta type="collection">x</mda:meta>');
  expect(file).not.toContain('type="title"');
});

test('a document without rows leaves no file behind, because XLIFF has no empty ones', async () => {
  const documents = [
    { document: finishedDocument({ id: 'a' }), rows: streamOf([]) },
    { document: finishedDocument({ id: 'b' }), rows: streamOf([alignedRow()]) },
  ];
  const file = (await exportBytes(xliffFormat, streamOf(documents))).toString('utf8');
  expect(file.match(/<file id="\w+"/gu)).toEqual(['<file id="b"']);
});
