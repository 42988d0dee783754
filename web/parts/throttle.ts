/** Runs `work` at once and then at most every `everyMs`; what is asked for in between is done once, at the end of that time. */
export function throttle(work: () => void, everyMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = false;
  const run = (): void => {
    asked = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (asked) run();
    }, everyMs);
    work();
  };
  return () => {
    asked = true;
    if (timer === undefined) run();
  };
}
