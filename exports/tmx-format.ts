import type { AlignedRow } from '../core/alignment.ts';
import type { Document } from '../core/document.ts';
import type { ExportFormat, ExportHeader } from './export-format.ts';
import { xmlAttributes } from './xml-attributes.ts';
import { xmlText } from './xml-text.ts';

/**
 * TMX 1.4b: one translation unit a row, for translation memories and CAT tools. Valid against tmx14.dtd.
 *
 * What TMX has no attribute for is a `prop` of a type that begins with `x-`, as the standard reserves for tools. Every
 * unit names its article: once it is part of a memory, nothing else of this file is left.
 * White space between segments has no place in TMX: use JSONL or XLIFF to restore the text.
 *
 * @see https://www.gala-global.org/tmx-14b (TMX 1.4b Specification, 2005)
 */
export const tmxFormat: ExportFormat = {
  name: 'tmx',
  mediaType: 'application/x-tmx+xml; charset=utf-8',
  extension: 'tmx',
  async *write(header, documents) {
    yield opening(header);
    for await (const { document, rows } of documents) {
      const about = propertiesOfDocument(document);
      for await (const row of rows) yield unit(row, about, header);
    }
    yield '  </body>\n</tmx>\n';
  },
};

function opening({ title, sourceLanguage, toolVersion, writtenAt }: ExportHeader): string {
  const attributes = xmlAttributes({
    creationtool: 'muwazi',
    creationtoolversion: toolVersion,
    segtype: 'sentence',
    'o-tmf': 'muwazi',
    adminlang: 'en',
    srclang: sourceLanguage,
    datatype: 'plaintext',
    creationdate: tmxDate(writtenAt),
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n',
    `  <header${attributes}>\n`,
    property('x-title', title),
    '  </header>\n  <body>\n',
  ].join('');
}

function propertiesOfDocument(document: Document): string {
  return [
    property('x-document', document.id),
    property('x-title', document.title),
    property('x-source-url', document.sourceUrl),
    property('x-published-at', document.publishedAt),
    property('x-collection', document.collection),
    property('x-external-id', document.externalId),
  ].join('');
}

function unit(row: AlignedRow, about: string, { sourceLanguage, targetLanguage }: ExportHeader): string {
  return [
    `    <tu${xmlAttributes({ tuid: row.segmentId, creationdate: tmxDate(row.translatedAt) })}>\n`,
    about,
    property('x-paragraph', row.paragraphId),
    property('x-paragraph-position', row.paragraphPosition),
    property('x-segment', row.segmentId),
    property('x-position', row.position),
    property('x-origin', row.origin),
    property('x-revision', row.revision),
    property('x-confidence', row.confidence),
    ...row.flags.map((flag) => property('x-flag', flag)),
    property('x-model', row.model?.id ?? null),
    property('x-model-revision', row.model?.revision ?? null),
    variant(sourceLanguage, row.sourceText),
    variant(targetLanguage, row.targetText),
    '    </tu>\n',
  ].join('');
}

function variant(language: string, text: string): string {
  return `      <tuv${xmlAttributes({ 'xml:lang': language })}><seg>${xmlText(text)}</seg></tuv>\n`;
}

/** Empty when there is nothing to say. */
function property(type: string, value: string | number | null): string {
  return value === null ? '' : `      <prop type="${type}">${xmlText(String(value))}</prop>\n`;
}

/** ISO 8601 basic format in UTC, to the second: YYYYMMDDThhmmssZ, the only one TMX allows. */
function tmxDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}
