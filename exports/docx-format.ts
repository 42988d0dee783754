import { AlignmentType, Document as DocxDocument, HeadingLevel, Packer, Paragraph, type Table } from 'docx';
import { unzipSync, zipSync } from 'fflate';
import { appError } from '../core/app-error.ts';
import type { AlignedRow } from '../core/alignment.ts';
import type { Document } from '../core/document.ts';
import { docxTable } from './docx-table.ts';
import type { AlignedDocument, ExportFormat, ExportHeader } from './export-format.ts';
import { asCarried } from '../core/carried-text.ts';
import { asLocalTime } from './zip-stream.ts';

/**
 * The library builds the document in one piece, in memory and without a pause: measured, 0.3 ms and 27 kB a row. This
 * many are over a hundred pages, and Word is slow long before that.
 */
const mostRows = 5_000;

/**
 * Word: an article a heading and a table, a sentence a row, the Arabic on the right and the English on the left. The
 * table and its Arabic paragraphs are right to left in Word's own terms (`bidiVisual`, `bidi`, `rtl`).
 *
 * The one format that holds all rows, because the library that writes it does; therefore it rejects with
 * EXPORT_TOO_LARGE past 5,000 rows, before its first byte.
 *
 * @see ISO/IEC 29500-1 (Office Open XML), 17.3.1.6 bidi, 17.3.2.30 rtl, 17.4.1 bidiVisual
 */
export const docxFormat: ExportFormat = {
  name: 'docx',
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  extension: 'docx',
  async *write(header, documents) {
    const children = await readChildren(documents);
    const packed = await Packer.toBuffer(docxDocument(header, children));
    yield withFixedDates(packed, header.writtenAt);
  },
};

async function readChildren(documents: AsyncIterable<AlignedDocument>): Promise<(Paragraph | Table)[]> {
  const children: (Paragraph | Table)[] = [];
  let rowsLeft = mostRows;
  for await (const { document, rows } of documents) {
    const held = await holdRows(rows, rowsLeft);
    rowsLeft -= held.length;
    children.push(...headingOf(document));
    // A table needs a row, and Word a paragraph behind it.
    if (held.length > 0) children.push(docxTable(held));
    children.push(new Paragraph({}));
  }
  return children;
}

async function holdRows(rows: AsyncIterable<AlignedRow>, most: number): Promise<readonly AlignedRow[]> {
  const held: AlignedRow[] = [];
  for await (const row of rows) {
    held.push(row);
    if (held.length > most) throw appError('EXPORT_TOO_LARGE', ['docx', `${mostRows} sentences`]);
  }
  return held;
}

function headingOf({ title }: Document): readonly Paragraph[] {
  const text = asCarried(title ?? '');
  return text === ''
    ? []
    : [
        new Paragraph({
          text,
          heading: HeadingLevel.HEADING_1,
          bidirectional: true,
          alignment: AlignmentType.START,
        }),
      ];
}

function docxDocument({ title, toolVersion }: ExportHeader, children: (Paragraph | Table)[]): DocxDocument {
  const name = `Muwazi ${toolVersion}`;
  return new DocxDocument({
    title: asCarried(title ?? ''),
    creator: name,
    lastModifiedBy: name,
    sections: [{ children }],
  });
}

/** The library dates the zip and its properties with the clock; the same rows are to give the same bytes. */
function withFixedDates(docx: Uint8Array, writtenAt: Date): Uint8Array {
  const parts = unzipSync(docx);
  const properties = 'docProps/core.xml';
  const dated = new TextDecoder()
    .decode(parts[properties])
    .replace(/(?<="dcterms:W3CDTF">)[^<]+/gu, writtenAt.toISOString());
  return zipSync(
    { ...parts, [properties]: new TextEncoder().encode(dated) },
    { mtime: asLocalTime(writtenAt) },
  );
}
