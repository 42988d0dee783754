/** What ends a process from outside: ^C, a service manager, a terminal that closes. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The reason of an aborted signal: somebody asked the command to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor() {
    super('Interrupted.');
  }
}

/**
 * Aborts at the first signal. Further ones change nothing: what was started is being stopped, every part of that has a
 * limit of its own, and ending here would leave a database server behind.
 */
export function listenForInterrupts(tell: () => void): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) {
    process.on(signal, () => {
      if (controller.signal.aborted) return;
      tell();
      controller.abort(new Interrupted());
    });
  }
  return controller.signal;
}
