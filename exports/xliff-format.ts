import type { Document } from '../core/document.ts';
import type { AlignedRow } from '../core/alignment.ts';
import type { SegmentOrigin } from '../core/segment.ts';
import type { ExportFormat, ExportHeader } from './export-format.ts';
import { paragraphsOf, type AlignedParagraph } from './paragraphs-of.ts';
import { xmlAttributes } from './xml-attributes.ts';
import { xmlText } from './xml-text.ts';

/**
 * XLIFF 2.1: a `file` a document, a `unit` a paragraph, a `segment` a sentence, and white space between sentences as
 * `ignorable`: the `source` elements of a file, one after the other, are the article exactly.
 *
 * The ids are ours (`documentId`, `paragraphId`, `segmentId`), and tools are asked not to segment again. Confidence,
 * flags, origin, revision and model stand in the metadata module of the unit, a `metaGroup` a segment, because a segment
 * has no place for them. XLIFF may not be empty: without any row, there is one file `empty` with nothing to translate.
 * Holds one paragraph.
 *
 * @see https://docs.oasis-open.org/xliff/xliff-core/v2.1/os/xliff-core-v2.1-os.html (OASIS Standard, 2018)
 */
export const xliffFormat: ExportFormat = {
  name: 'xliff',
  mediaType: 'application/xliff+xml; charset=utf-8',
  extension: 'xlf',
  async *write(header, documents) {
    yield opening(header);
    let files = 0;
    for await (const { document, rows } of documents) {
      let units = 0;
      for await (const paragraph of paragraphsOf(rows)) {
        if (units === 0) yield fileOpening(document);
        units += 1;
        yield unit(paragraph);
      }
      if (units === 0) continue;
      files += 1;
      yield '  </file>\n';
    }
    if (files === 0) yield emptyFile;
    yield '</xliff>\n';
  },
};

/** How far the work on a target is, in XLIFF's words. */
const states: Readonly<Record<SegmentOrigin, 'initial' | 'translated' | 'reviewed'>> = {
  passthrough: 'initial',
  model: 'translated',
  human: 'reviewed',
  memory: 'translated',
};

const emptyFile = [
  '  <file id="empty" translate="no">\n',
  '    <unit id="empty"><segment><source></source></segment></unit>\n',
  '  </file>\n',
].join('');

function opening({ sourceLanguage, targetLanguage }: ExportHeader): string {
  const attributes = xmlAttributes({
    xmlns: 'urn:oasis:names:tc:xliff:document:2.0',
    'xmlns:mda': 'urn:oasis:names:tc:xliff:metadata:2.0',
    version: '2.1',
    srcLang: sourceLanguage,
    trgLang: targetLanguage,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<xliff${attributes}>\n`;
}

function fileOpening(document: Document): string {
  const attributes = xmlAttributes({
    id: document.id,
    original: document.sourceUrl,
    canResegment: 'no',
    srcDir: 'rtl',
    trgDir: 'ltr',
    'xml:space': 'preserve',
  });
  const about = [
    meta('document', document.id),
    meta('title', document.title),
    meta('source-url', document.sourceUrl),
    meta('published-at', document.publishedAt),
    meta('collection', document.collection),
    meta('external-id', document.externalId),
  ].join('');
  return `  <file${attributes}>\n${metadata([metaGroup({ category: 'document' }, about)])}`;
}

function unit(paragraph: AlignedParagraph): string {
  const { paragraphId } = paragraph[0];
  return [
    `    <unit${xmlAttributes({ id: paragraphId })}>\n`,
    metadata(paragraph.map(metaGroupOfSegment)),
    ...paragraph.map(segment),
    '    </unit>\n',
  ].join('');
}

function segment(row: AlignedRow): string {
  return [
    ignorable(row.gapBefore),
    `      <segment${xmlAttributes({ id: row.segmentId, state: states[row.origin] })}>\n`,
    `        <source>${xmlText(row.sourceText)}</source>\n`,
    `        <target>${xmlText(row.targetText)}</target>\n`,
    '      </segment>\n',
    ignorable(row.gapAfter),
  ].join('');
}

function ignorable(gap: string): string {
  return gap === '' ? '' : `      <ignorable><source>${xmlText(gap)}</source></ignorable>\n`;
}

function metaGroupOfSegment(row: AlignedRow): string {
  const about = [
    meta('confidence', row.confidence),
    ...row.flags.map((flag) => meta('flag', flag)),
    meta('origin', row.origin),
    meta('revision', row.revision),
    meta('model', row.model?.id ?? null),
    meta('model-revision', row.model?.revision ?? null),
    meta('translated-at', row.translatedAt.toISOString()),
  ].join('');
  return metaGroup({ id: row.segmentId, category: 'segment' }, about);
}

function metadata(groups: readonly string[]): string {
  return `      <mda:metadata>\n${groups.join('')}      </mda:metadata>\n`;
}

function metaGroup(attributes: Readonly<Record<string, string>>, metas: string): string {
  return `        <mda:metaGroup${xmlAttributes(attributes)}>${metas}</mda:metaGroup>\n`;
}

/** Empty when there is nothing to say. */
function meta(type: string, value: string | number | null): string {
  return value === null ? '' : `<mda:meta type="${type}">${xmlText(String(value))}</mda:meta>`;
}
