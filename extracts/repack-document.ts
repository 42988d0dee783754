import { unzipSync, zipSync } from 'fflate';
import { appError, type AppError } from '../core/app-error.ts';
import { extractLimits } from './extract-limits.ts';

const { docxXmlBytes, docxEntries } = extractLimits;
/** The parts that hold or lead to text; pictures, fonts and macros stay outside. */
const wanted = /^(\[Content_Types\]\.xml|_rels\/\.rels|word\/(_rels\/)?[^/]+\.(xml|rels))$/u;

/**
 * The same Word document with the parts of text alone, not compressed: whoever reads it on meets no size that he was not told.
 *
 * No more is unpacked than `docxXmlBytes`: the archive says how large each part is, and one that turns out larger is an error of the
 * unpacking library, which has no more room for it.
 */
export function repackDocument(bytes: Uint8Array): Buffer {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw broken('it is not a ZIP archive');
  let entries = 0;
  let unpackedBytes = 0;
  const parts = unpack(bytes, (name, size) => {
    entries += 1;
    if (entries > docxEntries) throw tooComplex(`the archive has more than ${docxEntries} files`);
    if (!wanted.test(name)) return false;
    unpackedBytes += size;
    if (unpackedBytes > docxXmlBytes) throw tooComplex(`it unpacks to more than ${docxXmlBytes} bytes`);
    return true;
  });
  if (!('word/document.xml' in parts)) throw broken('the archive has no Word document in it');
  return Buffer.from(zipSync(parts, { level: 0 }));
}

function unpack(
  bytes: Uint8Array,
  isWanted: (name: string, unpackedBytes: number) => boolean,
): Record<string, Uint8Array> {
  let refusal: Error | undefined;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        try {
          return isWanted(name, originalSize);
        } catch (error) {
          refusal = error as Error; // isWanted throws AppErrors only
          throw error;
        }
      },
    });
  } catch {
    throw refusal ?? broken('the archive is damaged');
  }
}

function broken(why: string): AppError {
  return appError('FILE_BROKEN', ['a Word document', why], { details: { kind: 'docx', why } });
}

function tooComplex(why: string): AppError {
  return appError('FILE_TOO_COMPLEX', [why], { details: { why } });
}
