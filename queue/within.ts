/** Nothing was heard in time. What was waited for goes on. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';

  constructor(waitedMs: number) {
    super(`no answer within ${waitedMs} ms`);
  }
}

/** Settles as `work` does, or rejects with {@link NoAnswerError} after `limitMs`. */
export async function within<Value>(limitMs: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NoAnswerError(limitMs));
    }, limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
