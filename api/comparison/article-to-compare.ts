import { appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import { splitSentences } from '../../text/split-sentences.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import { acceptDocument } from '../documents/accept-document.ts';
import { findDocument } from '../documents/find-document.ts';
import type { ComparisonRequest } from './comparison-resource.ts';

export interface SourceSentence {
  /** Of the article: 0, 1, 2 … */
  readonly paragraph: number;
  readonly source: string;
}

/** The beginning of an article, as far as it is compared. */
export interface ArticleToCompare {
  /** At least one, `limits.comparedSentences` at most. */
  readonly sentences: readonly SourceSentence[];
  /** Sentences that the whole article has; of a stored one, those that are translated so far. */
  readonly total: number;
}

/**
 * Rejects with REQUEST_INVALID unless there is either a document or a text; with DOCUMENT_UNKNOWN, and with DOCUMENT_NOT_DONE where none
 * of its sentences is translated yet; with TEXTS_TOO_LONG and the codes of accept-document.ts.
 */
export async function articleToCompare(
  { documentId, text }: Pick<ComparisonRequest, 'documentId' | 'text'>,
  documents: Pick<ApiDependencies['documents'], 'find' | 'listSegments'>,
): Promise<ArticleToCompare> {
  if (documentId !== undefined && text === undefined) return storedArticle(documentId, documents);
  if (documentId === undefined && text !== undefined) return sentArticle(text);
  throw appError('REQUEST_INVALID', ['send either "documentId" or "text"']);
}

async function storedArticle(
  documentId: string,
  documents: Pick<ApiDependencies['documents'], 'find' | 'listSegments'>,
): Promise<ArticleToCompare> {
  const { id, segments, paragraphs } = await findDocument(documents, documentId);
  const { items } = await documents.listSegments(id, { limit: limits.comparedSentences });
  if (items.length === 0) throw appError('DOCUMENT_NOT_DONE', [paragraphs.done, paragraphs.total]);
  const sentences = items.map(({ paragraphPosition, sourceText }) => ({
    paragraph: paragraphPosition,
    source: sourceText,
  }));
  return { sentences, total: Math.max(segments.total, sentences.length) };
}

function sentArticle(text: string): ArticleToCompare {
  const { translateChars, translateTexts } = limits;
  if (text.length > translateChars) throw appError('TEXTS_TOO_LONG', [translateChars, translateTexts]);
  const { paragraphs } = acceptDocument({ text });
  const sentences = paragraphs.flatMap((paragraph, index) =>
    splitSentences(paragraph.text, limits.sentenceChars).map(({ start, end }) => ({
      paragraph: index,
      source: paragraph.text.slice(start, end),
    })),
  );
  return { sentences: sentences.slice(0, limits.comparedSentences), total: sentences.length };
}
