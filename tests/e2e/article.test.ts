import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAnsweringServer } from '../support/answering-server.ts';
import { readLongArticle } from '../support/articles.ts';
import { hasChromium, startChromium, visit, type Visit } from '../support/chromium.ts';
import type { RunningServer } from '../support/running-server.ts';
import { until } from '../support/until.ts';

/**
 * What a person reads on the pages, in each language. Each has an article of its own, or a memory would answer the second; both
 * are long, or they were done before somebody could watch.
 */
const journeys = [
  {
    language: 'en',
    article: readLongArticle(20, 'أيضا'),
    counted: '120 paragraphs · 360 sentences',
    words: {
      add: 'New article',
      text: 'Arabic text',
      name: 'Title',
      send: 'Translate',
      done: 'Done',
      translation: 'Translation',
      save: 'Save',
      download: 'Download',
      documents: 'Documents',
      search: 'Search in Arabic and English',
    },
  },
  {
    language: 'ar',
    article: readLongArticle(20, 'كذلك'),
    counted: '١٢٠ فقرة · ٣٦٠ جملة',
    words: {
      add: 'مقال جديد',
      text: 'النص العربي',
      name: 'العنوان',
      send: 'ترجمة',
      done: 'تمّ',
      translation: 'الترجمة',
      save: 'حفظ',
      download: 'تنزيل',
      documents: 'المقالات',
      search: 'بحث بالعربية والإنجليزية',
    },
  },
] as const;

describe.skipIf(!hasChromium)('an article on the pages', () => {
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    // A paragraph after the other, so that something can be watched.
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
    'is sent, watched, read, corrected, taken home and found again ($language)',
    async ({ language, article, counted, words }) => {
      const here = await visit(browser, { url: server.url, language });
      const { page } = here;
      await page.goto('/');
      await page.getByRole('link', { name: words.add }).click();
      await page.getByLabel(words.text).fill(article);
      await page.getByLabel(words.name).fill('محطة IBM في رأس النخيل');
      await page.getByText(counted).waitFor();
      await page.getByRole('button', { name: words.send }).click();

      await page.waitForURL('**/documents/*');
      const seen = await watchToTheEnd(page, words.done);
      expect(seen.length).toBeGreaterThan(2); // it came bit by bit, with nobody touching the page
      expect(seen.at(-1)).toBe(360);

      const title = page.getByRole('heading', { level: 1 });
      expect(await title.getAttribute('dir')).toBe('rtl');
      expect(await title.getAttribute('lang')).toBe('ar');
      const row = page.getByRole('row').nth(3);
      expect(await row.getByRole('cell').first().getAttribute('dir')).toBe('rtl');
      const corrected = `Hundreds of residents attended (${language}).`;
      await row.focus();
      await page.keyboard.press('e');
      const field = page.getByLabel(words.translation);
      expect(await field.getAttribute('dir')).toBe('ltr');
      const caret = 'document.activeElement.value.length - document.activeElement.selectionStart';
      expect(await page.evaluate(caret)).toBe(0);
      await field.fill(corrected);
      await page.getByRole('button', { name: words.save }).click();
      await field.waitFor({ state: 'detached' }); // it is stored, and no longer what the field says
      await row.getByText(corrected).waitFor();

      await page.getByRole('button', { name: words.download }).click();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: /^TMX/u }).click(),
      ]);
      const tmx = await readFile(await file.path(), 'utf8');
      expect(file.suggestedFilename()).toMatch(/\.tmx$/u);
      expect(tmx).toContain(corrected);
      expect(tmx).toContain('وحضر حفل الافتتاح');
      await page.keyboard.press('Escape');

      await page.getByRole('link', { name: words.documents }).click();
      await page.getByLabel(words.search).fill(`residents attended ${language}`);
      const found = page.locator('.found', { hasText: corrected });
      await found.locator('mark').first().waitFor();
      expect(await found.locator('mark').allTextContents()).toEqual(
        expect.arrayContaining(['residents', 'attended']),
      );
      await found.getByRole('link').click();
      await page.locator('[role=row][aria-selected=true]', { hasText: corrected }).waitFor();
      await expectQuiet(here);
    },
  );

  test('comes in by a file that is dropped on the page', async () => {
    const here = await visit(browser, { url: server.url, language: 'en' });
    const { page } = here;
    await page.goto('/new');
    const files = await page.evaluateHandle(`(() => {
      const files = new DataTransfer();
      files.items.add(new File(['زار الوزير المدينة يوم الأحد. وقال إن العمل يبدأ في مايو.'], 'خبر.txt'));
      files.items.add(new File(['?'], 'picture.png'));
      return files;
    })()`);
    await page.locator('.drop').dispatchEvent('drop', { dataTransfer: files });
    await page.getByText('This kind of file cannot be read here.').waitFor();
    await page.getByRole('button', { name: 'Leave out picture.png' }).click();
    await page.getByRole('button', { name: 'Translate' }).click();
    await page.waitForURL('**/documents/*');
    await page.getByRole('heading', { level: 1, name: 'خبر' }).waitFor();
    await page.getByRole('row').nth(2).getByText('وقال إن العمل يبدأ في مايو.').waitFor();
    await expectQuiet(here);
  });

  test('is refused beside the field that is wrong, before it is sent', async () => {
    const here = await visit(browser, { url: server.url, language: 'ar' });
    const { page } = here;
    await page.goto('/new');
    await page.getByLabel('النص العربي').fill('Nothing in Arabic.');
    await page.getByLabel('عنوان الأصل على الشبكة').fill('example.org');
    await page.getByRole('button', { name: 'ترجمة' }).click();
    expect(await page.getByRole('alert').allTextContents()).toEqual([
      'ليس في هذا النص كلام عربي.',
      'يبدأ العنوان بـ http://‎ أو https://‎.',
    ]);
    expect(new URL(page.url()).pathname).toBe('/new');
    await expectQuiet(here);
  });

  test('the first page loads less than 250 KB of script', async () => {
    const { page, leave } = await visit(browser, { url: server.url, language: 'en' });
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    const scripts = new Set<string>();
    let bytes = 0;
    session.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await page.goto('/');
    await page.locator('.document').first().waitFor();
    console.log(`first load: ${Math.round(bytes / 1024)} KB of compressed script in ${scripts.size} files`);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(250 * 1024);
    await leave();
  });
});

/** How many sentences stood there, each time that changed, until the article was done. */
async function watchToTheEnd(page: Page, done: string): Promise<readonly number[]> {
  const seen: number[] = [];
  const rows = page.getByRole('table');
  await until(
    async () => {
      const count = Number((await rows.getAttribute('aria-rowcount', { timeout: 1_000 })) ?? '1') - 1;
      if (count !== seen.at(-1)) seen.push(count);
      return [count, await page.locator('.reader-head .status-word').textContent()] as const;
    },
    ([count, status]) => count === 360 && status === done,
    { withinMs: 60_000, label: 'the article is done on the page' },
  );
  return seen;
}

async function expectQuiet({ complaints, strangers, leave }: Visit): Promise<void> {
  expect(complaints).toEqual([]);
  expect(strangers).toEqual([]);
  await leave();
}
