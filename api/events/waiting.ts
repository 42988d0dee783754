/** One who waits for news, for as long as he likes. */
export interface Waiting {
  /** Resolves when there is news, `limitMs` later at the latest. */
  until(limitMs: number): Promise<void>;
  /** There is news. */
  wake(): void;
}

export function createWaiting(): Waiting {
  let wake: () => void = () => undefined;
  return {
    until: (limitMs) =>
      new Promise<void>((resolve) => {
        const late = setTimeout(resolve, limitMs);
        wake = () => {
          clearTimeout(late);
          resolve();
        };
      }),
    wake: () => {
      wake();
    },
  };
}
