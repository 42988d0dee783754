import type { DocumentAnswer } from './api-answers.ts';

/** Why a finished document is not done. */
export function describeFailure(document: Pick<DocumentAnswer, 'status' | 'paragraphs' | 'errors'>): string {
  const { status, paragraphs, errors } = document;
  if (paragraphs.failed === 0)
    return `The document is ${status}: ${paragraphs.done} of ${paragraphs.total} paragraphs are done.`;
  const codes = errors.map(({ code, paragraphs: count }) => `${code} (${count})`).join(', ');
  return `${paragraphs.failed} of ${paragraphs.total} paragraphs failed: ${codes === '' ? 'no reason is known' : codes}.`;
}
