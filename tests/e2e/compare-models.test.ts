import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedModelId } from '../../models/registry/embedded-model.ts';
import { startAnsweringServer } from '../support/answering-server.ts';
import { readSampleArticle } from '../support/articles.ts';
import { checkAccessibility } from '../support/check-accessibility.ts';
import { hasChromium, startChromium, visit } from '../support/chromium.ts';
import { makeDataDir, removeDirectory } from '../support/embedded-server.ts';
import type { RunningServer } from '../support/running-server.ts';
import { addSecondModel, secondModelId } from '../support/second-model.ts';
import { submitArticle, waitForEnd } from '../support/submit-article.ts';

const phone = { width: 360, height: 740 };

describe.skipIf(!hasChromium)('two models', () => {
  let dataDir: string;
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    dataDir = await makeDataDir();
    [server, browser] = await Promise.all([startAnsweringServer({ dataDir }), startChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await removeDirectory(dataDir);
  });

  test('where there is only one, the page leads to others', async () => {
    const { page, leave } = await visit(browser, { url: server.url, language: 'ar' });
    await page.goto('/models');
    await page.getByRole('link', { name: 'مقارنة نموذجين' }).click();
    await page.getByRole('heading', { name: 'ليس هنا إلا نموذج واحد' }).waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await page.getByRole('link', { name: 'نماذج يمكن جلبها' }).click();
    await page.getByRole('heading', { name: 'النماذج', exact: true }).waitFor();
    await leave();
  });

  test('stand side by side on an article, with what differs marked, in both languages', async () => {
    await addSecondModel(join(dataDir, 'models'));
    const id = await submitArticle(server, readSampleArticle());
    await waitForEnd(server, id);
    const { page, complaints, leave } = await visit(browser, { url: server.url, language: 'en' });
    await page.goto(`/documents/${id}`);
    await page.getByRole('link', { name: 'Compare models' }).click();
    await page.getByRole('heading', { name: 'Compare two models' }).waitFor();
    await page.getByText(/^On disk the two have/u).waitFor();
    expect(await page.getByLabel('First model').inputValue()).toBe(embeddedModelId);
    expect(await page.getByLabel('Second model').inputValue()).toBe(secondModelId);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText('Both are done.').waitFor({ timeout: 60_000 });
    const rows = page.locator('.compared tbody tr');
    expect(await rows.count()).toBe(18);
    expect(await page.locator('.compared .target').count()).toBe(36);
    expect(await page.locator('.compared-word').first().textContent()).not.toBe('');
    const summary = page.locator('.compare-summary');
    await summary.getByText('18').nth(1).waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await summary.getByRole('button', { name: `Card of ${embeddedModelId}` }).click();
    await page.locator('.card-text').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'العربية' }).click();
    await page.getByRole('heading', { name: 'مقارنة نموذجين' }).waitFor();
    await page.setViewportSize(phone);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width);
    expect(await checkAccessibility(page)).toEqual([]);

    await page.getByRole('button', { name: 'نص من عندك' }).click();
    await page.getByLabel('النص العربي').fill('No Arabic here.');
    await page.getByRole('button', { name: 'قارن' }).click();
    await page.getByText('ليس في النص عربية').waitFor();
    expect(complaints.filter((line) => !line.includes('422'))).toEqual([]);
    await leave();
  });
});
