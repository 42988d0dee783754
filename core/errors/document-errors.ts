import { entry, type Entry } from './entry.ts';

/** Documents, and taking them home. */
export const documentErrors = {
  DOCUMENT_UNKNOWN: entry(404, 'never', (id: string) => `There is no document ${id}.`),
  DOCUMENT_NOT_DONE: entry(
    409,
    'later',
    (done: number, total: number) =>
      `The document is not finished: ${done} of ${total} paragraphs are done. Wait, or add partial=true.`,
  ),
  DOCUMENT_INCOMPLETE: entry(
    409,
    'never',
    (failed: number, total: number) =>
      `${failed} of ${total} paragraphs failed. Add partial=true to get the others.`,
  ),
  DOCUMENT_CANCELLED: entry(
    409,
    'never',
    (cancelled: number, total: number) =>
      `${cancelled} of ${total} paragraphs were cancelled. Add partial=true to get the others.`,
  ),
  DOCUMENT_ENDED: entry(
    409,
    'never',
    (action: string, status: string) => `There is nothing to ${action}: the document is ${status}.`,
  ),
  SEGMENT_UNKNOWN: entry(
    404,
    'never',
    (id: string) => `There is no segment ${id} in this document. It may not be translated yet.`,
  ),
  SEGMENT_CHANGED: entry(
    409,
    'never',
    (basedOn: number, revision: number) =>
      `Somebody changed this segment meanwhile: your text is based on revision ${basedOn}, and ${revision} stands. Compare the two, and send yours again on the one that stands.`,
  ),
  TARGET_EMPTY: entry(
    422,
    'never',
    () => 'The translation is empty. Write one, or leave the segment as it is.',
  ),
  EXPORT_FORMAT_UNKNOWN: entry(
    400,
    'never',
    (format: string, known: string) => `There is no export format "${format}". Choose one of: ${known}.`,
  ),
  EXPORT_TOO_LARGE: entry(
    413,
    'never',
    (format: string, most: string) =>
      `The format "${format}" holds at most ${most}. Export less at a time, or choose jsonl, tmx or parquet.`,
  ),
} as const satisfies Readonly<Record<string, Entry<never>>>;
