import type { Multipart } from '@fastify/multipart';
import { AppError, appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import type { SentFile } from './sent-file.ts';

/**
 * The files of an upload, one after the other as they arrive. What is left of one is thrown away before the next.
 *
 * Rejects with REQUEST_INVALID for what is not multipart/form-data, for an upload without files and for fields after the last one,
 * which would be about nothing; with FILES_TOO_MANY.
 */
export async function* readParts(parts: AsyncIterable<Multipart>): AsyncGenerator<SentFile, void, undefined> {
  let file = 0;
  let fields: Readonly<Record<string, string>> = {};
  let stray: string | undefined;
  try {
    for await (const part of parts) {
      if (part.type === 'field') {
        const { fieldname, value, valueTruncated } = part;
        if (valueTruncated || typeof value !== 'string')
          throw invalid(`"${shortened(fieldname)}" is too long`);
        fields = { ...fields, [fieldname]: value };
        stray = fieldname;
        continue;
      }
      file += 1;
      stray = undefined;
      // Files are counted by us: the library's own limit is met when the file before it is still being read.
      if (file > limits.uploadFiles) throw appError('FILES_TOO_MANY', [limits.uploadFiles]);
      yield { file, name: part.filename, mediaType: part.mimetype, fields, body: part.file };
      part.file.resume();
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw appError('REQUEST_INVALID', ['it breaks off, or is no multipart/form-data'], { cause });
  }
  if (file === 0) throw invalid('it has no file');
  if (stray !== undefined)
    throw invalid(`"${shortened(stray)}" comes after the file; fields come before the files they are about`);
}

function invalid(problem: string): AppError {
  return appError('REQUEST_INVALID', [problem]);
}

function shortened(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 60)}…`;
}
