import { appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import type { NewDocument, NewParagraph } from '../../store/document-store.ts';
import { countParagraphs } from '../../text/count-paragraphs.ts';
import { detectArabic } from '../../text/detect-arabic.ts';
import { splitParagraphs } from '../../text/split-paragraphs.ts';
import { skipWhiteSpace } from '../../text/white-space.ts';
import { acceptMetadata, acceptWebhookUrl } from './accept-metadata.ts';
import type { NewDocumentBody } from './new-document-body.ts';
import { refuseBrokenText } from './refuse-broken-text.ts';

/** What stands between two elements of `paragraphs` in the source text. */
const paragraphGap = '\n\n';

type SourceText = Pick<NewDocument, 'paragraphs' | 'gapAfter'>;

/**
 * The document a valid body stands for, or the first reason to refuse it; nothing is repaired.
 *
 * With `text`, paragraphs are what split-paragraphs.ts finds. With `paragraphs`, each element is one paragraph whatever it
 * holds, and the source text is the elements joined by a blank line. One paragraph of Arabic is enough: the others may
 * be captions or quotes in another language, which pass through untranslated.
 */
export function acceptDocument(body: NewDocumentBody): NewDocument {
  const metadata = acceptMetadata(body);
  const source = acceptSource(body);
  refuseTooLong(source.paragraphs);
  refuseWithoutArabic(source.paragraphs);
  return {
    ...metadata,
    ...source,
    priority: body.priority ?? 'normal',
    memory: body.memory ?? true,
    webhookUrl: acceptWebhookUrl(body),
  };
}

function acceptSource({ text, paragraphs }: NewDocumentBody): SourceText {
  if (text !== undefined && paragraphs === undefined) return acceptText(text);
  if (text === undefined && paragraphs !== undefined) return acceptParagraphs(paragraphs);
  throw appError('REQUEST_INVALID', [
    text === undefined ? 'send "text" or "paragraphs"' : 'send "text" or "paragraphs", not both',
  ]);
}

function acceptText(text: string): SourceText {
  refuseBrokenText('text', text);
  // Before millions of paragraphs are made of it.
  refuseTooMany(countParagraphs(text));
  const source = splitParagraphs(text);
  if (source.paragraphs.length === 0) throw appError('TEXT_EMPTY', []);
  return source;
}

function acceptParagraphs(texts: readonly string[]): SourceText {
  if (texts.length === 0) throw appError('TEXT_EMPTY', []);
  // Before millions of elements are looked at one by one.
  refuseTooMany(texts.length);
  const paragraphs = texts.map((text, index) => {
    const field = `paragraphs[${index}]`;
    refuseBrokenText(field, text);
    if (skipWhiteSpace(text, 0) === text.length)
      throw appError('PARAGRAPH_EMPTY', [field], { details: { field } });
    return { gapBefore: index === 0 ? '' : paragraphGap, text };
  });
  return { paragraphs, gapAfter: '' };
}

function refuseTooMany(paragraphs: number): void {
  const most = limits.paragraphsPerDocument;
  if (paragraphs <= most) return;
  throw appError('PARAGRAPHS_TOO_MANY', [paragraphs, most], { details: { paragraphs, most } });
}

function refuseTooLong(paragraphs: readonly NewParagraph[]): void {
  const most = limits.paragraphChars;
  for (const [index, { text }] of paragraphs.entries()) {
    if (text.length <= most) continue;
    const details = { paragraph: index, chars: text.length, most };
    throw appError('PARAGRAPH_TOO_LONG', [text.length, most], { details });
  }
}

function refuseWithoutArabic(paragraphs: readonly NewParagraph[]): void {
  const found = new Set<string>();
  for (const { text } of paragraphs) {
    const language = detectArabic(text);
    if (language === 'arabic') return;
    found.add(language);
  }
  throw appError('TEXT_NOT_ARABIC', [], { details: { found: [...found] } });
}
