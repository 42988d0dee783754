import { appError } from '../core/app-error.ts';
import type { ExportFormat } from './export-format.ts';

/** U+FEFF at the beginning of a file. */
const byteOrderMark = '\u{FEFF}';

/**
 * The same format with a byte order mark in front, by which Excel tells UTF-8 from the code page of its machine.
 * Throws REQUEST_INVALID for a format whose readers would take the mark for content.
 */
export function withByteOrderMark(format: ExportFormat): ExportFormat {
  if (format.byteOrderMark === undefined)
    throw appError('REQUEST_INVALID', [`the format "${format.name}" takes no byte order mark`]);
  return {
    ...format,
    async *write(header, documents) {
      yield byteOrderMark;
      yield* format.write(header, documents);
    },
  };
}
