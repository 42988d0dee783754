/** Wakes one waiter. A ring that nobody waits for is kept for the next one. */
export interface Alarm {
  ring(): void;
  /** Resolves at the next ring (at once if it rang since the last wait), or after `limitMs`. */
  wait(limitMs: number): Promise<void>;
}

export function createAlarm(): Alarm {
  let rang = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rang = true;
      wake?.();
    },
    wait: async (limitMs) => {
      if (!rang) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, limitMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = undefined;
      rang = false;
    },
  };
}
