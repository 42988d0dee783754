/**
 * Where the compiled entry of a thread or process is; `path` is that of the compiled file from the root, `models/thread/engine-thread.js`.
 *
 * Node 20 cannot run TypeScript there. Compiled code finds the entry beside itself; code that runs from its `.ts` source (the
 * tests, through Vite) finds it in `dist/`, which `npm test` builds first.
 */
export function compiledEntry(path: string): URL {
  const self = import.meta.url;
  return new URL(self.endsWith('.ts') ? `../dist/${path}` : `../${path}`, self);
}
