import { appError } from '../core/app-error.ts';
import type { AlignedRow } from '../core/alignment.ts';
import type { ExportFormat, ExportHeader } from './export-format.ts';
import { foldLines } from './fold-lines.ts';
import { rowsOf } from './rows-of.ts';
import { openZipStream, zipStreamBytes, type ZipStream } from './zip-stream.ts';

/** Rows compressed at a time: enough that a call does not count, few enough that the file flows. */
const batchRows = 500;

/**
 * Moses: a zip of two texts with a segment a line, `corpus.ar-en.ar` and `corpus.ar-en.en`, and `corpus.ar-en.ids`
 * with the segment ids. Line n of the three belongs together; every line ends with a line feed.
 *
 * A segment with line breaks is folded by {@link foldLines}, so that all three have the same number of lines whoever
 * counts; nothing else is changed.
 *
 * Holds the English and the ids compressed until the Arabic has ended (about 90 MB a million sentences; measured by
 * tests/bench/export-formats.ts). Rejects with EXPORT_TOO_LARGE past 4 GiB of text, over ten million sentences.
 *
 * @see https://opus.nlpl.eu (the corpora there are laid out like this); http://www2.statmt.org/moses
 */
export const mosesFormat: ExportFormat = {
  name: 'moses',
  mediaType: 'application/zip',
  extension: 'moses.zip',
  async *write(header, documents) {
    const names = fileNames(header);
    const zip = openZipStream(Object.values(names), header.writtenAt);
    let batch: AlignedRow[] = [];
    for await (const row of rowsOf(documents)) {
      batch.push(row);
      if (batch.length < batchRows) continue;
      appendRows(zip, names, batch);
      batch = [];
      yield* zip.take();
    }
    appendRows(zip, names, batch);
    zip.finish();
    yield* zip.take();
  },
};

interface FileNames {
  readonly source: string;
  readonly target: string;
  readonly ids: string;
}

function fileNames({ sourceLanguage, targetLanguage }: ExportHeader): FileNames {
  const stem = `corpus.${sourceLanguage}-${targetLanguage}`;
  return {
    source: `${stem}.${sourceLanguage}`,
    target: `${stem}.${targetLanguage}`,
    ids: `${stem}.ids`,
  };
}

function appendRows(zip: ZipStream, names: FileNames, rows: readonly AlignedRow[]): void {
  zip.append(names.source, rows.map((row) => `${foldLines(row.sourceText)}\n`).join(''));
  zip.append(names.target, rows.map((row) => `${foldLines(row.targetText)}\n`).join(''));
  zip.append(names.ids, rows.map((row) => `${row.segmentId}\n`).join(''));
  if (zip.bytes > zipStreamBytes) throw appError('EXPORT_TOO_LARGE', ['moses', '4 GiB of text']);
}
