import { appError } from '../../core/app-error.ts';
import type { NewDocument } from '../../store/document-store.ts';
import type { ArticleExtractor } from '../../extracts/article-extractor.ts';
import { acceptDocument } from '../documents/accept-document.ts';
import { newDocumentBodySchema, type NewDocumentBody } from '../documents/new-document-body.ts';
import { checkAgainst } from '../http/validate-request.ts';
import { readWhole } from './read-file.ts';
import type { SentFile } from './sent-file.ts';

const check = checkAgainst(newDocumentBodySchema, 'upload');

/** The one article of a file that is no list of them. Rejects with what it is refused with. */
export async function articleOfFile(sent: SentFile, extractor: ArticleExtractor): Promise<NewDocument> {
  const { charset, ...metadata } = sent.fields;
  const said = metadataOf(metadata);
  const { name, mediaType, body } = sent;
  const bytes = await readWhole(body);
  const article = await extractor.extract({ name, mediaType, charset, bytes });
  return acceptDocument({ ...article, ...said } as NewDocumentBody /* both parts are checked */);
}

/** What the fields of a form say, as a body of JSON would; rejects with REQUEST_INVALID. */
export function metadataOf(fields: Readonly<Record<string, string>>): NewDocumentBody {
  for (const name of ['text', 'paragraphs']) {
    if (name in fields) throw appError('REQUEST_INVALID', [`"${name}" is not a field of an upload`]);
  }
  const { memory, ...texts } = fields;
  return check({ ...texts, ...(memory === undefined ? {} : { memory: booleanOf(memory) }) });
}

function booleanOf(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
}
