/** Where PostgreSQL repeats what a statement carried: the failing row, its parameters, the statement itself. */
const quotingFields = ['detail', 'where', 'hint', 'internalQuery'] as const;

/**
 * The same error without the fields in which a database quotes rows and statements, in its causes neither: an article's
 * text must not reach a log by way of an error. Message, SQLSTATE, and the names of table, column and constraint stay.
 *
 * Changes the error itself, so that whoever else holds it cannot log them either. Anything but an Error is left alone.
 *
 * @see https://www.postgresql.org/docs/18/protocol-error-fields.html
 */
export function withholdRowText(error: unknown): unknown {
  const seen = new Set<unknown>();
  for (let at = error; at instanceof Error && !seen.has(at); at = at.cause) {
    seen.add(at);
    for (const field of quotingFields) Reflect.deleteProperty(at, field);
  }
  return error;
}
