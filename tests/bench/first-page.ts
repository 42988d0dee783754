/*
 * How long the first page takes for somebody who has never been here: from the address to the list of articles in its own faces.
 *
 *   node scripts/prepare.mjs && node --import ./tests/support/typescript-hooks.js tests/bench/first-page.ts
 *
 * A new browser for each visit, so that nothing is kept from the one before. Needs Debian's Chromium.
 */
import type { Browser } from 'playwright-core';
import { median } from '../../models/benchmark/median.ts';
import { startAnsweringServer } from '../support/answering-server.ts';
import { readSampleArticle } from '../support/articles.ts';
import { startChromium, visit } from '../support/chromium.ts';
import { submitArticle, waitForEnd } from '../support/submit-article.ts';

const articles = 12;
/** The server and the system have not seen the files before the first ones. */
const warmUpVisits = 2;
const countedVisits = 5;

const [server, browser] = await Promise.all([startAnsweringServer(), startChromium()]);
try {
  let last = '';
  for (let sent = 0; sent < articles; sent++) last = await submitArticle(server, readSampleArticle());
  await waitForEnd(server, last);
  const times: number[] = [];
  for (let turn = 0; turn < warmUpVisits + countedVisits; turn++) {
    times.push(await timeOfVisit(browser, server.url));
  }
  const counted = times.slice(warmUpVisits);
  console.log(`${counted.map(Math.round).join(', ')} ms; median ${Math.round(median(counted))} ms`);
} finally {
  await browser.close();
  await server.stop();
}

async function timeOfVisit(visitor: Browser, url: string): Promise<number> {
  const { page, leave } = await visit(visitor, { url, language: 'en' });
  const begun = performance.now();
  await page.goto('/documents', { waitUntil: 'commit' });
  await page.locator('.document').first().waitFor();
  await page.evaluate('document.fonts.ready.then(() => true)');
  const tookMs = performance.now() - begun;
  await leave();
  return tookMs;
}
