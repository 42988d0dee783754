import { appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import { skipWhiteSpace } from '../../text/white-space.ts';
import { refuseBrokenText } from '../documents/refuse-broken-text.ts';

/**
 * Refuses texts that are no small texts: TEXT_EMPTY, TEXTS_TOO_LONG (all together), PARAGRAPH_EMPTY, and what
 * refuse-broken-text.ts refuses. Fields are called `texts[0]`, `texts[1]` …
 */
export function acceptTexts(texts: readonly string[]): void {
  if (texts.length === 0) throw appError('TEXT_EMPTY', []);
  const chars = texts.reduce((sum, text) => sum + text.length, 0);
  const { translateChars, translateTexts } = limits;
  if (chars > translateChars || texts.length > translateTexts) {
    throw appError('TEXTS_TOO_LONG', [translateChars, translateTexts], {
      details: { chars, texts: texts.length, mostChars: translateChars, mostTexts: translateTexts },
    });
  }
  for (const [index, text] of texts.entries()) {
    const field = `texts[${index}]`;
    refuseBrokenText(field, text);
    if (skipWhiteSpace(text, 0) === text.length)
      throw appError('PARAGRAPH_EMPTY', [field], { details: { field } });
  }
}
