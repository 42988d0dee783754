import mammoth from 'mammoth';
import { AppError, appError } from '../core/app-error.ts';
import type { ExtractedArticle } from './article-extractor.ts';
import { repackDocument } from './repack-document.ts';

/**
 * The text of a Word document (.docx), a paragraph each: body, tables, lists, footnotes; not headers, footers and what was deleted
 * with changes tracked. Throws FILE_BROKEN and FILE_TOO_COMPLEX.
 *
 * @see ECMA-376, Office Open XML
 */
export async function readWordDocument(bytes: Uint8Array): Promise<ExtractedArticle> {
  try {
    const { value } = await mammoth.extractRawText({ buffer: repackDocument(bytes) });
    // Its paragraphs end with two line feeds; one within a paragraph is a line break of the author's.
    return { paragraphs: value.split('\n\n').filter((paragraph) => paragraph.trim() !== '') };
  } catch (cause) {
    // Parts deeper in one another than the stack.
    if (cause instanceof AppError || cause instanceof RangeError) throw cause;
    // No cause: the library's message may quote the document.
    throw appError('FILE_BROKEN', ['a Word document', 'its parts are not those of one'], {
      details: { kind: 'docx' },
    });
  }
}
