import { limits } from '../../core/limits.ts';
import { parseJsonBody } from '../http/parse-json-body.ts';
import { splitLines } from './split-lines.ts';
import type { BatchArticle } from './submit-batch.ts';

/** Lines of JSON as articles, read while they arrive; blank lines count and are passed over. */
export async function* articlesOfLines(body: AsyncIterable<Buffer>): AsyncGenerator<BatchArticle> {
  let line = 0;
  for await (const bytes of splitLines(body, limits.batchLineBytes)) {
    line += 1;
    if (bytes.toString('latin1').trim() === '') continue;
    yield { line, read: () => parseJsonBody(bytes) };
  }
}
