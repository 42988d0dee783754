/**
 * Where the compiled entry of the thread is.
 *
 * Node 20 cannot run TypeScript in a worker thread. Compiled code finds the entry beside itself; code that runs from
 * its `.ts` source (the tests, through Vite) finds it in `dist/`, which `npm test` builds first.
 */
export function extractThreadUrl(): URL {
  const self = import.meta.url;
  return self.endsWith('.ts')
    ? new URL('../../dist/extracts/thread/extract-thread.js', self)
    : new URL('./extract-thread.js', self);
}
