import { Type, type Static } from 'typebox';
import type { AppError } from '../../core/app-error.ts';
import type { ErrorCode } from '../../core/error-catalogue.ts';

export const problemMediaType = 'application/problem+json';

/**
 * What every refusal and failure looks like on the wire. Programs decide by `code` and `retry`; `detail` is for people.
 *
 * @see RFC 9457, Problem Details for HTTP APIs; `code`, `retry` and `details` are our extension members
 */
export const problemSchema = Type.Object({
  type: Type.String({ description: 'A URI that stands for the code; it leads nowhere.' }),
  title: Type.String({ description: 'The code in words; the same for every occurrence.' }),
  status: Type.Integer({ description: 'The HTTP status.' }),
  detail: Type.String({ description: 'What is wrong this time, and what to do about it.' }),
  instance: Type.String({ description: 'This occurrence: the request id, as the log has it.' }),
  code: Type.String({ description: 'From the error catalogue (docs/errors.md).' }),
  retry: Type.Enum(['never', 'later', 'operator'], { description: 'Who may try again.' }),
  details: Type.Unsafe<Readonly<Record<string, unknown>>>(Type.Object({}, { additionalProperties: true })),
});
export type Problem = Static<typeof problemSchema>;

/** The part of a route's response schema that all routes share. */
export const problemResponses = {
  '4xx': {
    description: 'The request was refused.',
    content: { [problemMediaType]: { schema: problemSchema } },
  },
  '5xx': {
    description: 'The request could not be served.',
    content: { [problemMediaType]: { schema: problemSchema } },
  },
};

export function problemOf(error: AppError, requestId: string): Problem {
  return {
    type: `urn:muwazi:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: titleOf(error.code),
    status: error.status,
    detail: error.message,
    instance: `urn:uuid:${requestId}`,
    code: error.code,
    retry: error.retry,
    details: error.details,
  };
}

const properNames: Readonly<Record<string, string>> = {
  arabic: 'Arabic',
  json: 'JSON',
  unicode: 'Unicode',
  utf8: 'UTF-8',
};

/** `TEXT_NOT_ARABIC` → `Text not Arabic`. */
function titleOf(code: ErrorCode): string {
  const words = code.toLowerCase().split('_');
  const title = words.map((word) => properNames[word] ?? word).join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}
