import { Type, type TSchema } from 'typebox';
import type { ExportFormat } from '../../exports/export-format.ts';
import { exportFormatNamed, exportFormats } from '../../exports/export-formats.ts';
import { withByteOrderMark } from '../../exports/with-byte-order-mark.ts';

const marked = exportFormats.filter(({ byteOrderMark }) => byteOrderMark !== undefined);

/** The query parameters of every download. */
export const exportQuery = {
  format: Type.String({ description: `One of: ${exportFormats.map(({ name }) => name).join(', ')}.` }),
  bom: Type.Optional(
    Type.Boolean({
      description: `A byte order mark in front, for Excel: ${marked.map(({ name }) => name).join(' and ')} only.`,
    }),
  ),
};

/** Throws EXPORT_FORMAT_UNKNOWN, and REQUEST_INVALID for a mark that the format does not take. */
export function exportFormatFor(query: { readonly format: string; readonly bom?: boolean }): ExportFormat {
  const format = exportFormatNamed(query.format);
  return query.bom === true ? withByteOrderMark(format) : format;
}

/** By media type without its parameters, as OpenAPI lists them. */
const files: Readonly<Record<string, { readonly schema: TSchema }>> = Object.fromEntries(
  exportFormats.map(({ mediaType }) => [mediaType.replace(/;.*/, ''), { schema: Type.String() }]),
);

/** What a download answers when nothing is wrong. */
export const exportResponses = {
  200: { description: 'The file.', content: files },
  304: { description: 'The file is still the one that If-None-Match or If-Modified-Since tells of.' },
};
