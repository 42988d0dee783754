import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAnsweringServer } from '../support/answering-server.ts';
import { hasChromium, startChromium, visit } from '../support/chromium.ts';
import { fillCorpus } from '../support/fill-corpus.ts';
import type { RunningServer } from '../support/running-server.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const documents = 10_000;
/** The one with 5,000 sentences; the newest, so that it stands first. */
const longId = `0197f0aa-0001-7000-8000-${documents.toString(16).padStart(12, '0')}`;
/** A screen shows about ten; as many again are kept ready on both sides. */
const mostRows = 60;

describe.skipIf(!hasChromium)('much of it', () => {
  let database: TestDatabase;
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    database = await createTestDatabase();
    [server, browser] = await Promise.all([
      startAnsweringServer({ env: { DATABASE_URL: database.databaseUrl, MUWAZI_WORKERS: '0' } }),
      startChromium(),
    ]);
    const short = { documents, paragraphsPerDocument: 1, segmentsPerParagraph: 1, collection: 'short' };
    const long = { documents: 1, paragraphsPerDocument: 1_250, segmentsPerParagraph: 4, collection: 'long' };
    await fillCorpus(database.databaseUrl, short);
    await fillCorpus(database.databaseUrl, { ...long, firstDocument: documents });
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
  });

  test('a list of 10,000 articles goes to its end with a screenful of rows', async () => {
    const { page, complaints, leave } = await visit(browser, { url: server.url, language: 'ar' });
    await page.goto('/documents');
    await page.locator('.document').first().waitFor();
    let mostSeen = 0;
    await until(
      async () => {
        await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
        mostSeen = Math.max(mostSeen, await page.locator('.document').count());
        return await page.locator('.rows > li').last().getAttribute('aria-posinset');
      },
      (position) => position === String(documents + 1),
      { withinMs: 60_000, label: 'the last article of the list', everyMs: 20 },
    );
    await page.locator('.document', { hasText: /^.*خبر 0(?!\d)/u }).waitFor();
    expect(mostSeen).toBeLessThan(mostRows);
    expect(complaints).toEqual([]);
    await leave();
  });

  test('articles are filtered, sorted, taken home together and deleted together', async () => {
    const { page, complaints, leave } = await visit(browser, { url: server.url, language: 'en' });
    await page.goto('/documents');
    await page.getByText('10,001 articles').waitFor();
    await page.getByText('More filters').click();
    await page.getByLabel('Collection').selectOption('long');
    await page.getByText('1 article', { exact: true }).waitFor();
    await page.getByLabel('Collection').selectOption('short');
    await page.getByLabel('Warning').selectOption('low-confidence');
    await page.getByText('200 articles').waitFor();
    await page.getByLabel('Until').fill('2026-01-01'); // the first 1,440 of them came on that day
    await page.getByText('29 articles').waitFor();
    await page.getByLabel('Order').selectOption('oldest');
    await page.locator('.rows > li').first().getByText('خبر 0', { exact: true }).waitFor();

    await page.reload(); // what is chosen stands in the address
    await page.getByText('29 articles').waitFor();
    await page.getByRole('button', { name: 'Select all of these' }).click();
    const selection = page.getByRole('group', { name: '29 selected' });
    await selection.getByRole('button', { name: 'Download' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^JSON Lines/u }).click(),
    ]);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
    expect(lines.length).toBe(29);
    await page.keyboard.press('Escape');

    await selection.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No article is like that.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('9,972 articles').waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });

  test('an article of 5,000 sentences is there as a whole, and a screenful of it is drawn', async () => {
    const { page, complaints, leave } = await visit(browser, { url: server.url, language: 'en' });
    await page.goto(`/documents/${longId}#1250.4`);
    await page.locator('[role=row][aria-selected=true][aria-rowindex="5001"]').waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(mostRows);
    await page.locator('[role=row][aria-selected=true]').press('Home');
    const first = page.locator('[role=row][aria-rowindex="2"]');
    await first.press('e');
    await page.getByLabel('Translation').fill('Half a correction');
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight / 2)');
    await page.locator('[role=row][aria-rowindex="2500"]').waitFor({ state: 'attached' });
    expect(await page.getByLabel('Translation').inputValue()).toBe('Half a correction'); // not lost by scrolling
    expect(await page.getByRole('row').count()).toBeLessThan(mostRows);

    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.getByRole('row').count()).toBe(5_001); // on paper all of it
    expect(complaints).toEqual([]);
    await leave();
  });

  test('paper is white, whatever the system prefers', async () => {
    const { page, leave } = await visit(browser, { url: server.url, language: 'en' });
    await page.goto('/documents');
    await page.locator('.document').first().waitFor();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const ground = await page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    expect(ground).toBe('rgb(255, 255, 255)');
    await leave();
  });
});
