/** `promise`, unless `signal` aborts first: then rejects with its reason. What `promise` stands for goes on. */
export async function abortable<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error); // what abort() is given in this project, and AbortSignal.timeout() makes
    };
    signal.addEventListener('abort', abort, { signal: settled.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    settled.abort();
  }
}
