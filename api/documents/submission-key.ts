import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { appError } from '../../core/app-error.ts';
import type { NewDocument, SubmissionKey } from '../../store/document-store.ts';

const mostChars = 200;

/**
 * The header that makes a submission safe to repeat.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ (the quotes it asks for may be left out)
 */
export const idempotencyHeadersSchema = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      description: `Up to ${mostChars} characters, remembered for 24 hours, for each API key apart: who repeats the request gets the first answer, or 404 when the article was deleted since.`,
    }),
  ),
});

/**
 * The key of a submission, with the fingerprint of what is submitted; undefined without a header. Clients choose headers
 * without knowing of each other, so those of one API key (`apiKeyId`; null where none is asked for) never meet another's.
 */
export function submissionKeyOf(
  header: string | undefined,
  document: NewDocument,
  apiKeyId: string | null,
): SubmissionKey | undefined {
  if (header === undefined) return undefined;
  if (!/^[\x21-\x7e]+$/.test(header) || header.length > mostChars) {
    const problem = `must be 1 to ${mostChars} visible ASCII characters`;
    throw appError('REQUEST_INVALID', [`"Idempotency-Key" ${problem}`], {
      details: { problems: [{ field: 'Idempotency-Key', problem }] },
    });
  }
  return { key: `${apiKeyId ?? 'anyone'}/${header}`, fingerprint: fingerprintOf(document) };
}

/** Of the article as it would be stored: white space between the fields of a request makes no other article. */
function fingerprintOf(document: NewDocument): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex');
}
