import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withKeys } from '../../cli/roots/with-keys.ts';
import { silentLogger } from '../../core/logger.ts';
import { readConfig } from '../../runtime/config/read-config.ts';
import { startAnsweringServer } from '../support/answering-server.ts';
import { readSampleArticle } from '../support/articles.ts';
import { checkAccessibility } from '../support/check-accessibility.ts';
import { hasChromium, startChromium, visit } from '../support/chromium.ts';
import { makeDataDir, removeDirectory } from '../support/embedded-server.ts';
import type { RunningServer } from '../support/running-server.ts';

describe.skipIf(!hasChromium)('somebody who is here for the first time', () => {
  let dataDir: string;
  let key: string;
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    dataDir = await makeDataDir();
    const config = readConfig({ MUWAZI_DATA_DIR: dataDir });
    const plain = { requestsPerMinute: null, bytesPerDay: null, expiresAt: null };
    const made = await withKeys(config, silentLogger, (keys) =>
      keys.create({ ...plain, name: 'desk', role: 'submitter' }),
    );
    key = made.token;
    [server, browser] = await Promise.all([startAnsweringServer({ dataDir }), startChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await removeDirectory(dataDir);
  });

  test('signs in with a key, sees a sample translated after one press, takes it home, and signs out', async () => {
    const { page, context, leave } = await visit(browser, { url: server.url, language: 'ar' });
    await page.goto('/new');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('المفتاح', { exact: true }).fill('muwazi_wrong');
    expect(await checkAccessibility(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'فتح' }).click();
    await dialog.getByText('هذا المفتاح لا يفتح شيئًا هنا.').waitFor();
    await dialog.getByLabel('المفتاح', { exact: true }).fill(key);
    await dialog.getByRole('button', { name: 'فتح' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByLabel('النص العربي').fill(readSampleArticle());
    await page.getByText('لا يُعرف بعد كم تستغرق الترجمة').waitFor();

    await page.getByRole('link', { name: 'المقالات' }).click();
    const sample = page.getByRole('button', { name: 'ترجمة المقال التجريبي' });
    await sample.waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await sample.click();
    await page.waitForURL('**/documents/*');
    await page.locator('.reader-head').getByText('تمّ').waitFor({ timeout: 60_000 }); // told by the stream
    await page.locator('[role=table][aria-rowcount="19"]').waitFor();
    await page.getByRole('button', { name: 'تنزيل' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^TMX/u }).click(),
    ]);
    expect(await readFile(await file.path(), 'utf8')).toContain('وحضر حفل الافتتاح');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'جديد' }).click();
    await page.getByLabel('النص العربي').fill(readSampleArticle());
    await page.getByText('تستغرق الترجمة نحو').waitFor();

    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    expect(await page.evaluate<string>('JSON.stringify([localStorage, sessionStorage])')).not.toContain(key);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.getByRole('button', { name: 'تسجيل الخروج' }).click();
    await dialog.waitFor();
    expect(await context.cookies()).toEqual([]);
    await leave();
  });
});
