/** The first code of an operating system, driver or server among an error's causes; our own codes are not meant. */
export function causeCodeOf(error: unknown): string | undefined {
  for (
    let cause = error instanceof Error ? error.cause : undefined;
    cause instanceof Error;
    cause = cause.cause
  ) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return undefined;
}
