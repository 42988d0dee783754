import type { AlignedRow } from '../core/alignment.ts';
import type { Document } from '../core/document.ts';
import type { ExportFormat, ExportHeader } from './export-format.ts';
import { paragraphsOf, type AlignedParagraph } from './paragraphs-of.ts';
import { xmlAttributes } from './xml-attributes.ts';
import { xmlText } from './xml-text.ts';

/**
 * XLIFF 1.2, for tools that do not read 2.1: a `file` a document, a `group` a paragraph, a `trans-unit` a sentence.
 * Valid against the strict schema; what it has no attribute for is a `context` of a type that begins with `x-`.
 *
 * The ids are ours: `original` is the document's, then `paragraphId` and `segmentId`. The white space in front of a
 * sentence is `x-gap-before`. XLIFF may not be empty: without any document, there is one file `empty` without units.
 * Holds one paragraph.
 *
 * @see https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html (OASIS Standard, 2008)
 */
export const xliff12Format: ExportFormat = {
  name: 'xliff12',
  mediaType: 'application/x-xliff+xml; charset=utf-8',
  extension: 'xliff12.xlf',
  async *write(header, documents) {
    yield opening;
    let files = 0;
    for await (const { document, rows } of documents) {
      files += 1;
      yield fileOpening(header, document.id, notesOf(document));
      for await (const paragraph of paragraphsOf(rows)) yield group(paragraph, header);
      yield fileClosing;
    }
    if (files === 0) yield fileOpening(header, 'empty', '') + fileClosing;
    yield '</xliff>\n';
  },
};

const opening =
  '<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">\n';

const fileClosing = '    </body>\n  </file>\n';

function fileOpening(header: ExportHeader, original: string, notes: string): string {
  const attributes = xmlAttributes({
    original,
    'source-language': header.sourceLanguage,
    'target-language': header.targetLanguage,
    datatype: 'plaintext',
    date: header.writtenAt.toISOString(),
    'tool-id': 'muwazi',
    'xml:space': 'preserve',
  });
  const tool = xmlAttributes({
    'tool-id': 'muwazi',
    'tool-name': 'Muwazi',
    'tool-version': header.toolVersion,
  });
  return `  <file${attributes}>\n    <header>\n      <tool${tool}/>\n${notes}    </header>\n    <body>\n`;
}

function notesOf(document: Document): string {
  return [
    note('title', document.title),
    note('source-url', document.sourceUrl),
    note('published-at', document.publishedAt),
    note('collection', document.collection),
    note('external-id', document.externalId),
  ].join('');
}

/** Empty when there is nothing to say. */
function note(from: string, text: string | null): string {
  return text === null ? '' : `      <note from="${from}">${xmlText(text)}</note>\n`;
}

function group(paragraph: AlignedParagraph, header: ExportHeader): string {
  const attributes = xmlAttributes({ id: paragraph[0].paragraphId, restype: 'x-paragraph' });
  const units = paragraph.map((row) => transUnit(row, header)).join('');
  return `      <group${attributes}>\n${units}      </group>\n`;
}

function transUnit(row: AlignedRow, { sourceLanguage, targetLanguage }: ExportHeader): string {
  const approved = row.origin === 'human' ? 'yes' : null;
  const unit = xmlAttributes({ id: row.segmentId, approved, 'xml:space': 'preserve' });
  const target = xmlAttributes({ 'xml:lang': targetLanguage, ...stateOf(row) });
  return [
    `        <trans-unit${unit}>\n`,
    `          <source${xmlAttributes({ 'xml:lang': sourceLanguage })}>${xmlText(row.sourceText)}</source>\n`,
    `          <target${target}>${xmlText(row.targetText)}</target>\n`,
    `          <context-group purpose="information">${contextsOf(row)}</context-group>\n`,
    '        </trans-unit>\n',
  ].join('');
}

/** How far the work on a target is: what the checks doubt is to be reviewed, what nobody translated is new. */
function stateOf({ origin, flags }: AlignedRow): Readonly<Record<string, string>> {
  if (origin === 'passthrough') return { state: 'new' };
  if (origin === 'human') return { state: 'signed-off' };
  const state = flags.length === 0 ? 'translated' : 'needs-review-translation';
  return { state, 'state-qualifier': origin === 'memory' ? 'leveraged-tm' : 'leveraged-mt' };
}

function contextsOf(row: AlignedRow): string {
  return [
    context('x-confidence', row.confidence),
    ...row.flags.map((flag) => context('x-flag', flag)),
    context('x-origin', row.origin),
    context('x-revision', row.revision),
    context('x-model', row.model?.id ?? null),
    context('x-model-revision', row.model?.revision ?? null),
    context('x-translated-at', row.translatedAt.toISOString()),
    context('x-gap-before', row.gapBefore === '' ? null : row.gapBefore),
    context('x-gap-after', row.gapAfter === '' ? null : row.gapAfter),
  ].join('');
}

/** Empty when there is nothing to say. */
function context(type: string, value: string | number | null): string {
  return value === null ? '' : `<context context-type="${type}">${xmlText(String(value))}</context>`;
}
