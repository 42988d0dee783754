import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAnsweringServer } from '../support/answering-server.ts';
import { readLongArticle } from '../support/articles.ts';
import { hasChromium, startChromium, visit } from '../support/chromium.ts';
import type { RunningServer } from '../support/running-server.ts';
import { submitArticle } from '../support/submit-article.ts';

const journeys = [
  {
    language: 'en',
    words: {
      article: 'A test article',
      waiting: 'Waiting',
      pause: 'Pause',
      resume: 'Resume',
      cancel: 'Cancel',
    },
    paused: /Paused/u,
    ready: 'Ready',
    none: 'No article is under way',
  },
  {
    language: 'ar',
    words: {
      article: 'A test article',
      waiting: 'في الانتظار',
      pause: 'إيقاف مؤقت',
      resume: 'استئناف',
      cancel: 'إلغاء',
    },
    paused: /متوقف مؤقتًا/u,
    ready: 'جاهزة',
    none: 'لا مقال قيد العمل',
  },
] as const;

describe.skipIf(!hasChromium)('the queue on its page', () => {
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([
      startAnsweringServer({ env: { MUWAZI_CONCURRENCY: '1', MUWAZI_WORKERS: '1', MUWAZI_THREADS: '1' } }),
      startChromium(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  test.each(journeys)(
    'shows what comes, pauses and resumes it, and cancels after asking ($language)',
    async ({ language, words, paused, ready, none }) => {
      const { page, complaints, leave } = await visit(browser, { url: server.url, language });
      await page.goto('/queue');
      await page.locator('.worker').getByText(ready).waitFor();
      await page.getByText(none).waitFor();
      // Long enough not to be done while somebody presses a button; other sentences than in the other language.
      await submitArticle(server, readLongArticle(100, language));

      const article = page.locator('.article');
      await article.getByRole('button', { name: words.pause }).click();
      await article.getByText(paused).waitFor();
      await article.getByRole('button', { name: words.resume }).click();
      const work = page.locator('.worker .work').first();
      await work.getByRole('link', { name: words.article }).waitFor();
      expect(await page.locator('.counts .running dd').textContent()).toMatch(/^[1١]$/u);

      await article.getByRole('button', { name: words.cancel }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: words.cancel }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText(none).waitFor();
      expect(complaints).toEqual([]);
      await leave();
    },
  );
});
