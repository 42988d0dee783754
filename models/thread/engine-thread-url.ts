/**
 * Where the compiled entry of the engine's thread is.
 *
 * Node 20 cannot run TypeScript in a worker thread. Compiled code finds the entry beside itself; code that runs from
 * its `.ts` source (the tests, through Vite) finds it in `dist/`, which `npm test` builds first.
 */
export function engineThreadUrl(): URL {
  const self = import.meta.url;
  return self.endsWith('.ts')
    ? new URL('../../dist/models/thread/engine-thread.js', self)
    : new URL('./engine-thread.js', self);
}
