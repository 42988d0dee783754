import { ByteWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';
import type { AlignedRow } from '../core/alignment.ts';
import type { ExportFormat, ExportHeader } from './export-format.ts';
import { parquetColumns, parquetSchema } from './parquet-columns.ts';
import { rowsOf } from './rows-of.ts';

/** Large enough for readers to skip by statistics; 20,000 took 330 MB over what an idle server has, 5,000 take 202. */
const rowGroupRows = 5_000;
/** UTF-16 code units of source and target: what bounds the memory when sentences are long. Twice the usual. */
const rowGroupChars = 2 * 2 ** 20;

/**
 * Apache Parquet: one row a segment, typed columns (`parquet-columns.ts`), Snappy, for DuckDB, pyarrow, Spark, pandas.
 *
 * Holds one row group: 5,000 rows, or fewer when they are long. Title, languages and tool stand in the file's key-value metadata, under names
 * that begin with `muwazi.`.
 *
 * @see https://parquet.apache.org/docs/file-format/
 */
export const parquetFormat: ExportFormat = {
  name: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  extension: 'parquet',
  async *write(header, documents) {
    const bytes = new ByteWriter();
    const file = openFile(bytes, header);
    yield takeBytes(bytes);
    let group: AlignedRow[] = [];
    let chars = 0;
    for await (const row of rowsOf(documents)) {
      group.push(row);
      chars += row.sourceText.length + row.targetText.length;
      if (group.length < rowGroupRows && chars < rowGroupChars) continue;
      writeGroup(file, group);
      group = [];
      chars = 0;
      yield takeBytes(bytes);
    }
    if (group.length > 0) writeGroup(file, group);
    await file.finish();
    yield takeBytes(bytes);
  },
};

function openFile(writer: ByteWriter, header: ExportHeader): ParquetWriter {
  const facts = {
    'muwazi.title': header.title,
    'muwazi.sourceLanguage': header.sourceLanguage,
    'muwazi.targetLanguage': header.targetLanguage,
    'muwazi.writtenAt': header.writtenAt.toISOString(),
  };
  return new ParquetWriter({
    writer,
    schema: [...parquetSchema],
    createdBy: `muwazi version ${header.toolVersion}`,
    kvMetadata: Object.entries(facts).flatMap(([key, value]) => (value === null ? [] : [{ key, value }])),
  });
}

function writeGroup(file: ParquetWriter, rows: readonly AlignedRow[]): void {
  const columnData: ColumnSource[] = parquetColumns.map(({ name, read }) => ({ name, data: rows.map(read) }));
  // Synchronous, because a ByteWriter is; a promise is for writers that wait for a disk.
  void file.write({ columnData, rowGroupSize: rows.length });
}

/** What was written since the last call. The writer's count of all bytes goes on, for the offsets in the footer. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const taken = writer.getBytes().slice();
  writer.index = 0;
  return taken;
}
