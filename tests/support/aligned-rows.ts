import type { AlignedRow } from '../../core/alignment.ts';
import type { Document } from '../../core/document.ts';
import { segmentIdOf } from '../../core/segment.ts';
import type { ExportHeader } from '../../exports/export-format.ts';

const documentId = '0197f0aa-0000-7000-8000-000000000001';
const paragraphId = '0197f0aa-0000-7000-8000-000000000002';

/** One aligned row; what a test is about is given, the rest is plain. */
export function alignedRow(given: Partial<AlignedRow> = {}): AlignedRow {
  const position = given.position ?? 0;
  const sourceText = given.sourceText ?? 'قال الرئيس إن النتائج جيدة.';
  return {
    segmentId: segmentIdOf(paragraphId, position),
    documentId,
    paragraphId,
    paragraphPosition: 0,
    position,
    start: 0,
    end: sourceText.length,
    documentStart: 0,
    documentEnd: sourceText.length,
    sourceText,
    targetText: 'The president said the results were good.',
    gapBefore: '',
    gapAfter: '',
    confidence: 0.75,
    flags: [],
    origin: 'model',
    model: { id: 'embedded', revision: 'a1b2c3' },
    revision: 0,
    translatedAt: new Date('2026-03-01T10:20:30.456Z'),
    ...given,
  };
}

/** Rows of one document: each text is a source sentence, `gap` stands between two and after the last. */
export function alignedRowsOf(sources: readonly string[], gap = ' '): readonly AlignedRow[] {
  let offset = 0;
  return sources.map((sourceText, position) => {
    const gapBefore = position === 0 ? '' : gap;
    const documentStart = offset + gapBefore.length;
    offset = documentStart + sourceText.length;
    const gapAfter = position === sources.length - 1 ? gap : '';
    return alignedRow({ sourceText, position, gapBefore, gapAfter, documentStart, documentEnd: offset });
  });
}

export function exportHeader(given: Partial<ExportHeader> = {}): ExportHeader {
  return {
    title: 'نتائج الانتخابات',
    sourceLanguage: 'ar',
    targetLanguage: 'en',
    toolVersion: '0.1.0',
    writtenAt: new Date('2026-03-02T00:00:00.000Z'),
    ...given,
  };
}

/** A finished document; what a test is about is given, the rest is plain. */
export function finishedDocument(given: Partial<Document> = {}): Document {
  return { ...plainDocument, ...given };
}

const plainDocument: Document = {
  id: documentId,
  status: 'done',
  priority: 'normal',
  title: 'نتائج الانتخابات',
  sourceUrl: null,
  publishedAt: null,
  collection: null,
  externalId: null,
  paragraphs: { total: 1, queued: 0, running: 0, done: 1, failed: 0, cancelled: 0 },
  sourceChars: 27,
  createdAt: new Date('2026-03-01T10:00:00.000Z'),
  startedAt: new Date('2026-03-01T10:00:01.000Z'),
  finishedAt: new Date('2026-03-01T10:20:31.000Z'),
  revisedAt: null,
  segments: { total: 0, needsLook: 0, meanConfidence: null },
  errors: [],
};
