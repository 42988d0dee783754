import { ByteWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';
import type { AlignedRow } from '../core/alignment.ts';
import type { ExportFormat, ExportHeader } from './export-format.ts';
import { parquetColumns, parquetSchema } from './parquet-columns.ts';
import { rowsOf } from './rows-of.ts';

/** Held in memory at once: about 25 MB with what its encoding takes. Large enough for readers to skip by statistics. */
const rowGroupRows = 20_000;

/**
 * Apache Parquet: one row a segment, typed columns (`parquet-columns.ts`), Snappy, for DuckDB, pyarrow, Spark, pandas.
 *
 * Holds one row group of 20,000 rows. Title, languages and tool stand in the file's key-value metadata, under names
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
    for await (const row of rowsOf(documents)) {
      group.push(row);
      if (group.length < rowGroupRows) continue;
      writeGroup(file, group);
      group = [];
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
