import type { SchemaElement } from 'hyparquet-writer';
import type { AlignedRow } from '../core/alignment.ts';

interface ParquetColumn {
  readonly name: string;
  /** One element, or a group and what is in it, depth first. */
  readonly elements: readonly SchemaElement[];
  readonly read: (row: AlignedRow) => unknown;
}

/**
 * The columns of the Parquet files: the fields of `aligned-record.ts` with Parquet's own types. Dates are timestamps in
 * UTC to the millisecond, `flags` is a list of strings, `model` is two columns. New ones are added at the end.
 */
export const parquetColumns: readonly ParquetColumn[] = [
  text('source', (row) => row.sourceText),
  text('target', (row) => row.targetText),
  {
    name: 'confidence',
    elements: [{ name: 'confidence', type: 'DOUBLE', repetition_type: 'OPTIONAL' }],
    read: (row) => row.confidence,
  },
  { name: 'flags', elements: listOfText('flags'), read: (row) => row.flags },
  text('origin', (row) => row.origin),
  optionalText('modelId', (row) => row.model?.id),
  optionalText('modelRevision', (row) => row.model?.revision),
  {
    name: 'translatedAt',
    elements: [
      {
        name: 'translatedAt',
        type: 'INT64',
        repetition_type: 'REQUIRED',
        converted_type: 'TIMESTAMP_MILLIS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
      },
    ],
    read: (row) => row.translatedAt,
  },
  text('segmentId', (row) => row.segmentId),
  text('documentId', (row) => row.documentId),
  text('paragraphId', (row) => row.paragraphId),
  integer('paragraphPosition', (row) => row.paragraphPosition),
  integer('position', (row) => row.position),
  integer('sourceStart', (row) => row.documentStart),
  integer('sourceEnd', (row) => row.documentEnd),
  text('gapBefore', (row) => row.gapBefore),
  text('gapAfter', (row) => row.gapAfter),
  integer('revision', (row) => row.revision),
];

/** The schema of {@link parquetColumns}, depth first below one root, as Parquet stores it. */
export const parquetSchema: readonly SchemaElement[] = [
  { name: 'root', num_children: parquetColumns.length },
  ...parquetColumns.flatMap(({ elements }) => elements),
];

function text(name: string, read: (row: AlignedRow) => string): ParquetColumn {
  return { name, elements: [textElement(name, 'REQUIRED')], read };
}

function optionalText(name: string, read: (row: AlignedRow) => string | undefined): ParquetColumn {
  return { name, elements: [textElement(name, 'OPTIONAL')], read };
}

function integer(name: string, read: (row: AlignedRow) => number): ParquetColumn {
  return { name, elements: [{ name, type: 'INT32', repetition_type: 'REQUIRED' }], read };
}

/** @see https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists (three levels) */
function listOfText(name: string): readonly SchemaElement[] {
  return [
    {
      name,
      repetition_type: 'REQUIRED',
      num_children: 1,
      converted_type: 'LIST',
      logical_type: { type: 'LIST' },
    },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    textElement('element', 'REQUIRED'),
  ];
}

function textElement(name: string, repetition: 'REQUIRED' | 'OPTIONAL'): SchemaElement {
  return {
    name,
    type: 'BYTE_ARRAY',
    repetition_type: repetition,
    converted_type: 'UTF8',
    logical_type: { type: 'STRING' },
  };
}
