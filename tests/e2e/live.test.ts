import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAnsweringServer } from '../support/answering-server.ts';
import { readLongArticle } from '../support/articles.ts';
import { hasChromium, startChromium, visit } from '../support/chromium.ts';
import { makeDataDir, removeDirectory } from '../support/embedded-server.ts';
import type { RunningServer } from '../support/running-server.ts';
import { submitArticle } from '../support/submit-article.ts';

const env = {
  MUWAZI_CONCURRENCY: '1',
  MUWAZI_WORKERS: '1',
  MUWAZI_THREADS: '1',
  MUWAZI_LOCK_DURATION_MS: '2000',
};

describe.skipIf(!hasChromium)('pages that stay open', () => {
  let dataDir: string;
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    dataDir = await makeDataDir();
    [server, browser] = await Promise.all([startAnsweringServer({ dataDir, env }), startChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await removeDirectory(dataDir);
  });

  test('two browsers see the same progress, and each the corrections of the other', async () => {
    const [one, other] = await Promise.all([
      visit(browser, { url: server.url, language: 'en' }),
      visit(browser, { url: server.url, language: 'ar' }),
    ]);
    await other.page.goto('/documents');
    await other.page.locator('.notice').waitFor();
    const id = await submitArticle(server, readLongArticle(20, 'أيضا'));
    await one.page.goto(`/documents/${id}`);
    const article = other.page.locator('.document');
    await article.getByText('قيد الترجمة').waitFor();
    await article.getByText('تمّ').waitFor({ timeout: 60_000 });
    await one.page.locator('.reader-head').getByText('Done').waitFor({ timeout: 5_000 });

    await article.getByRole('link').click();
    await one.page.getByRole('row').nth(1).press('e');
    await one.page.getByLabel('Your name').fill('سلمى Haddad');
    await one.page.getByLabel('Translation').fill('The town opened its first plant.');
    await one.page.getByLabel('Translation').press('Control+Enter');
    const first = other.page.getByRole('row').nth(1);
    await first.getByText('The town opened its first plant.').waitFor();

    // The one who corrects it goes on with the next sentence; the other one sees who it was.
    await one.page.locator('[role=row][aria-selected=true][aria-rowindex="3"]').waitFor();
    await first.press('h');
    const history = first.getByRole('list', { name: 'السجل' }).getByRole('listitem');
    await history.first().waitFor();
    expect(await history.allTextContents()).toEqual([
      expect.stringMatching(/النسخة ٢.*سلمى Haddad.*The town opened its first plant\./u),
      expect.stringMatching(/النسخة ١.*ترجمة آلية/u),
    ]);
    await Promise.all([one.leave(), other.leave()]);
  });

  test('when two people correct the same sentence, the second loses nothing and sees the first', async () => {
    const id = await submitArticle(server, 'زار الوزير المدينة يوم الأحد.');
    const [one, other] = await Promise.all([
      visit(browser, { url: server.url, language: 'en' }),
      visit(browser, { url: server.url, language: 'en' }),
    ]);
    for (const { page } of [one, other]) {
      await page.goto(`/documents/${id}`);
      await page.getByRole('row').nth(1).press('e');
      await page.getByLabel('Translation').waitFor();
    }
    await one.page.getByLabel('Translation').fill('The first text.');
    await one.page.getByRole('button', { name: 'Save' }).click();
    await one.page.getByLabel('Translation').waitFor({ state: 'detached' });
    await other.page.getByLabel('Translation').fill('The second text.');
    await other.page.getByRole('button', { name: 'Save' }).click();
    await other.page.getByRole('alert').getByText('The first text.').waitFor();
    expect(await other.page.getByLabel('Translation').inputValue()).toBe('The second text.');

    // Now it is known what it replaces.
    await other.page.getByRole('button', { name: 'Save' }).click();
    await one.page.getByRole('row').nth(1).getByText('The second text.').waitFor();
    await Promise.all([one.leave(), other.leave()]);
  });

  test('a page says that the server was killed, and goes on by itself when it is back', async () => {
    const id = await submitArticle(server, readLongArticle(40, 'كذلك'));
    const { page, leave } = await visit(browser, { url: server.url, language: 'en' });
    await page.goto(`/documents/${id}`);
    await page.getByRole('row').nth(1).waitFor();
    await server.killSupervisor();
    await page.getByText('The server cannot be reached.').waitFor();
    expect(await page.getByRole('row').count()).toBeGreaterThan(1); // what was there can still be read

    server = await startAnsweringServer({ dataDir, env: { ...env, MUWAZI_PORT: new URL(server.url).port } });
    await page.locator('.reader-head').getByText('Done').waitFor({ timeout: 60_000 });
    await page.getByText('The server cannot be reached.').waitFor({ state: 'detached' });
    await page.locator('[role=table][aria-rowcount="721"]').waitFor();
    await leave();
  });
});
