import type { AlignedRow } from '../../core/alignment.ts';
import { segmentIdOf, type Segment } from '../../core/segment.ts';
import type { AlignedDocument } from '../../exports/export-format.ts';
import { alignedRow, finishedDocument } from './aligned-rows.ts';
import { streamOf } from './write-export.ts';

type Sentence = Pick<Segment, 'sourceText' | 'targetText'> & Partial<Segment>;

/** Everything in an article that has ever broken a file format, two sentences or more in each paragraph. */
const hostileParagraphs: readonly (readonly Sentence[])[] = [
  [
    {
      sourceText: 'قَالَ الوَزِيرُ إِنَّ العَدَدَ ١٢٫٥٪ و۳۴ فقط.',
      targetText: 'The minister said the number was 12.5% and 34 only.',
    },
    {
      sourceText: 'كتـــــاب جديـــد',
      targetText: 'A new book',
      flags: ['low-confidence'],
      confidence: 0.12,
    },
    {
      sourceText: '\u200fقال\u200e \u202bWHO\u202c (2019) \u2067نص\u2069 \u202eمعكوس',
      targetText: 'WHO \u202e(2019)\u202c said',
      flags: ['number-mismatch', 'length-ratio'],
    },
  ],
  [
    { sourceText: 'شركة Apple™ تطلق iPhone 15 😀👨‍👩‍👧🇪🇬', targetText: 'Apple™ launches iPhone 15 😀👨‍👩‍👧🇪🇬' },
    { sourceText: '«نعم» "لا" \'ربما\' `شيفرة`', targetText: '“Yes” "no" \'maybe\' `code`' },
    {
      sourceText: '<b>غامق</b> &amp; ]]> <!-- تعليق --> <script>alert(1)</script>',
      targetText: '<b>bold</b> &amp; ]]> <!-- x --> <script>alert(1)</script>',
    },
  ],
  [
    {
      sourceText: 'سطر\nثان\r\nثالث\rرابع\u2028خامس\u0085سادس',
      targetText: 'line\ntwo\r\nthree\rfour\u2028five\u0085six',
    },
    { sourceText: 'عمود\tعمود\\t', targetText: 'a\tb\\n' },
    { sourceText: ' مسافات  حول ', targetText: ' spaces  around ' },
  ],
  [
    { sourceText: '=1+1', targetText: '=HYPERLINK("http://example.org";"x")' },
    { sourceText: '+20 2 1234', targetText: '+20 2 1234' },
    { sourceText: '-5 درجات', targetText: '-5 degrees' },
    { sourceText: '@وزارة', targetText: '@SUM(A1)' },
    { sourceText: "'مقتبس", targetText: "'quoted" },
    { sourceText: '\tجدولة', targetText: '\r=1+1' },
    { sourceText: '＝١', targetText: '"=1' },
    { sourceText: '# عنوان', targetText: '# Not *a* heading_ [x](y) | ~' },
    { sourceText: '1. قائمة', targetText: '1. no list' },
  ],
  [
    {
      sourceText: 'Photo: AFP & <Reuters>',
      targetText: 'Photo: AFP & <Reuters>',
      origin: 'passthrough',
      model: null,
      confidence: null,
      flags: ['passthrough'],
    },
    { sourceText: '\u0001\u0008\ufffe\uffff\ufdd0 نص', targetText: 'odd \u001f\uffff text' },
    { sourceText: 'بلا ترجمة', targetText: '', flags: ['untranslated', 'truncated'], confidence: 0 },
    {
      sourceText: 'راجعه إنسان.',
      targetText: 'A person has looked at this.',
      origin: 'human',
      model: null,
      confidence: null,
    },
  ],
];

/**
 * Documents that every format has to carry: a hostile one with a hostile title, one without a title, one whose title is
 * empty, and one without rows. Rows can be read once, as from the store.
 */
export function hostileDocuments(): AsyncIterable<AlignedDocument> {
  return streamOf(hostileDocumentRows().map(({ document, rows }) => ({ document, rows: streamOf(rows) })));
}

/** As {@link hostileDocuments}, with the rows at hand. */
export function hostileDocumentRows(): readonly {
  readonly document: AlignedDocument['document'];
  readonly rows: readonly AlignedRow[];
}[] {
  const hostile = finishedDocument({
    id: documentIdOf(0),
    title: 'عنوان <غريب> & "مقتبس" \u0001\u202e =1',
    sourceUrl: 'https://example.org/?a=1&b="2"',
    publishedAt: '2026-03-01T08:00:00Z',
    collection: '=collection',
    externalId: '\'"<&>',
  });
  const plain: readonly (readonly Sentence[])[] = [[{ sourceText: 'جملة.', targetText: 'A sentence.' }]];
  return [
    { document: hostile, rows: rowsOfParagraphs(0, hostileParagraphs) },
    { document: finishedDocument({ id: documentIdOf(1), title: null }), rows: rowsOfParagraphs(1, plain) },
    { document: finishedDocument({ id: documentIdOf(2), title: '' }), rows: rowsOfParagraphs(2, plain) },
    { document: finishedDocument({ id: documentIdOf(3), title: 'فارغ' }), rows: [] },
  ];
}

/** The text of the document the rows come from: what gaps and sources restore. */
export function textOf(rows: readonly Pick<AlignedRow, 'gapBefore' | 'sourceText' | 'gapAfter'>[]): string {
  return rows.map((row) => row.gapBefore + row.sourceText + row.gapAfter).join('');
}

function documentIdOf(index: number): string {
  return `0197f0aa-0000-7000-8000-00000000000${String(index)}`;
}

/** Sentences with a space between them, paragraphs with an empty line, and white space at both ends of the text. */
function rowsOfParagraphs(
  document: number,
  paragraphs: readonly (readonly Sentence[])[],
): readonly AlignedRow[] {
  const rows: AlignedRow[] = [];
  let offset = 0;
  for (const [paragraphPosition, sentences] of paragraphs.entries()) {
    const paragraphId = `0197f0aa-0000-7000-8000-0000000${String(document)}${String(paragraphPosition).padStart(4, '0')}`;
    for (const [position, sentence] of sentences.entries()) {
      const gapBefore = position > 0 ? ' ' : paragraphPosition > 0 ? '\n\n' : '\u00a0\n';
      const documentStart = offset + gapBefore.length;
      offset = documentStart + sentence.sourceText.length;
      rows.push(
        alignedRow({
          ...sentence,
          segmentId: segmentIdOf(paragraphId, position),
          documentId: documentIdOf(document),
          paragraphId,
          paragraphPosition,
          position,
          documentStart,
          documentEnd: offset,
          gapBefore,
        }),
      );
    }
  }
  const last = rows.pop();
  if (last !== undefined) rows.push({ ...last, gapAfter: '\n' });
  return rows;
}
