import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** `npx vite web` serves the pages with reloading and asks this server for everything else. */
const server = process.env['MUWAZI_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), preloadFonts(), compress()],
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

/** Of the faces, what every page shows in the first screenful, in either language. */
const firstFonts = /(?:source-sans-3-latin|source-serif-4-latin|noto-naskh-arabic-arabic)-wght-normal/u;

/** Fonts are found late otherwise: when the scripts have run and drawn the first text with other ones. */
function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((name) => firstFonts.test(name))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${name}`, crossorigin: true },
            injectTo: 'head',
          })),
    },
  };
}

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
