import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** `npx vite web` serves the pages with reloading and asks this server for everything else. */
const server = process.env['MUWAZI_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compress()],
  server: { proxy: Object.fromEntries(['/v1', '/health', '/docs', '/queues'].map((path) => [path, server])) },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Fonts and images stay files: a strict content security policy has no `data:` for them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});

/** The server compresses nothing itself: it hands out what lies beside a file. Fonts are compressed as they are. */
function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    writeBundle: async ({ dir = '' }) => {
      const names = (await readdir(dir, { recursive: true })).filter((name) =>
        /\.(?:html|js|css|svg)$/u.test(name),
      );
      for (const name of names) {
        const path = join(dir, name);
        const content = await readFile(path);
        await writeFile(`${path}.br`, brotliCompressSync(content));
        await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}
