/*
 * How smoothly the reader scrolls an article of 5,000 sentences, and how soon it can be used, in Debian's Chromium.
 *
 *   npm run build && node --import ./tests/support/typescript-hooks.js tests/bench/scroll-frames.ts
 *
 * Scrolls for five seconds, 40 px a frame, and prints frames a second and the longest frame. Fails below 50.
 */
import { exit } from 'node:process';
import { silentLogger } from '../../core/logger.ts';
import { startEmbeddedPostgres } from '../../store/embedded/start-embedded-postgres.ts';
import { migrateStore } from '../../store/migrate-store.ts';
import { startChromium, visit } from '../support/chromium.ts';
import { makeDataDir, removeDirectory } from '../support/embedded-server.ts';
import { fillCorpus } from '../support/fill-corpus.ts';
import { startServer } from '../support/running-server.ts';

const fewestFramesPerSecond = 50;
const scrollForMs = 5_000;
const articleId = '0197f0aa-0001-7000-8000-000000000000';

interface Scrolled {
  readonly frames: number;
  readonly seconds: number;
  readonly longestMs: number;
}

/** Runs in the page. */
const scroll = `new Promise((resolve) => {
  let frames = 0, longestMs = 0, last = performance.now();
  const begun = last;
  const step = (now) => {
    frames += 1;
    longestMs = Math.max(longestMs, now - last);
    last = now;
    scrollBy(0, 40);
    if (now - begun < ${scrollForMs}) requestAnimationFrame(step);
    else resolve({ frames, seconds: (now - begun) / 1000, longestMs });
  };
  requestAnimationFrame(step);
})`;

exit(await measure());

async function measure(): Promise<number> {
  const dataDir = await makeDataDir();
  const postgres = await startEmbeddedPostgres({ dataDir, log: silentLogger });
  try {
    const { databaseUrl } = postgres;
    await migrateStore({ databaseUrl, log: silentLogger });
    const shape = { documents: 1, paragraphsPerDocument: 1_250, segmentsPerParagraph: 4 };
    await fillCorpus(databaseUrl, { ...shape, collection: 'long' });
    const server = await startServer({ env: { DATABASE_URL: databaseUrl, MUWAZI_WORKERS: '0' } });
    const { frames, seconds, longestMs } = await look(server.url);
    await server.stop();
    const rate = frames / seconds;
    console.log(`${rate.toFixed(1)} frames a second, the longest took ${longestMs.toFixed(0)} ms`);
    return rate < fewestFramesPerSecond ? 1 : 0;
  } finally {
    await postgres.stop();
    await removeDirectory(dataDir);
  }
}

async function look(url: string): Promise<Scrolled> {
  const browser = await startChromium();
  for (const language of ['en', 'ar'] as const) {
    const { page, leave } = await visit(browser, { url, language });
    const begun = performance.now();
    await page.goto('/documents');
    await page.locator('.document').waitFor();
    console.log(
      `${language}: the first page could be used after ${Math.round(performance.now() - begun)} ms`,
    );
    await leave();
  }
  const { page } = await visit(browser, { url, language: 'en' });
  await page.goto(`/documents/${articleId}#1250.4`); // all sentences have come when it is there
  await page.locator('[role=row][aria-rowindex="5001"]').waitFor();
  await page.evaluate('scrollTo(0, 0)');
  const scrolled = await page.evaluate<Scrolled>(scroll);
  await browser.close();
  return scrolled;
}
