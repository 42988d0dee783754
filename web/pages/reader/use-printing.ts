import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

/** True from the moment the page is about to be printed until it has been. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting);
}

let isPrinting = false;

function subscribe(listener: () => void): () => void {
  const set = (value: 'printing' | 'over') => () => {
    isPrinting = value === 'printing';
    // Drawn before the handler returns: the browser prints what is there then.
    flushSync(listener);
  };
  const [before, after] = [set('printing'), set('over')];
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  };
}
