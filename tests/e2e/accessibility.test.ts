import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAnsweringServer } from '../support/answering-server.ts';
import { readSampleArticle } from '../support/articles.ts';
import { checkAccessibility, checkColours } from '../support/check-accessibility.ts';
import { hasChromium, languages, startChromium, visit } from '../support/chromium.ts';
import type { RunningServer } from '../support/running-server.ts';
import { submitArticle, waitForEnd } from '../support/submit-article.ts';

interface Scene {
  readonly name: string;
  readonly path: string;
  /** What must stand there before it is looked at. */
  readonly ready: string;
  readonly act?: (page: Page) => Promise<void>;
}

const desktop = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };

describe.skipIf(!hasChromium)('the pages', () => {
  let server: RunningServer;
  let browser: Browser;
  let scenes: readonly Scene[];
  beforeAll(async () => {
    [server, browser] = await Promise.all([startAnsweringServer(), startChromium()]);
    const id = await submitArticle(
      server,
      `${readSampleArticle()}\n\nWritten in English, and left as it is.`,
    );
    await waitForEnd(server, id);
    scenes = scenesOf(id);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  test.each(languages)(
    'have nothing that axe-core holds against WCAG 2.2 AA, light and dark, and fit on a phone (%s)',
    async (language) => {
      const { page, complaints, leave } = await visit(browser, { url: server.url, language });
      const found: string[] = [];
      for (const { name, path, ready, act } of scenes) {
        await page.setViewportSize(desktop);
        await page.emulateMedia({ colorScheme: 'light' });
        await page.goto('about:blank'); // an address that differs in its end alone would not load the page
        await page.goto(path);
        await page.locator(ready).first().waitFor();
        await act?.(page);
        found.push(...(await checkAccessibility(page)).map((line) => `${name}, light: ${line}`));
        await page.emulateMedia({ colorScheme: 'dark' });
        found.push(...(await checkColours(page)).map((line) => `${name}, dark: ${line}`));
        await page.setViewportSize(phone);
        const widthPx = await page.evaluate<number>('document.documentElement.scrollWidth');
        if (widthPx > phone.width) found.push(`${name}: ${widthPx} px wide on a phone`);
      }
      expect(found).toEqual([]);
      expect(complaints.filter((line) => !line.includes('404'))).toEqual([]); // the article that is not there
      expect(await page.evaluate('document.documentElement.dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
      await leave();
    },
  );
});

function scenesOf(documentId: string): readonly Scene[] {
  const reader = `/documents/${documentId}`;
  const press = (locator: string) => (page: Page) => page.locator(locator).first().click();
  return [
    { name: 'documents', path: '/documents', ready: '.document' },
    {
      name: 'documents, some selected',
      path: '/documents',
      ready: '.document',
      act: press('.document input'),
    },
    { name: 'documents, found', path: '/documents?q=المياه', ready: '.found mark' },
    { name: 'documents, nothing found', path: '/documents?q=xyzxyz&flag=truncated', ready: '.notice' },
    { name: 'queue', path: '/queue', ready: '.worker' },
    { name: 'models', path: '/models', ready: '.model .scores' },
    { name: 'card of a model', path: '/models', ready: '.model', act: press('.model-actions button') },
    { name: 'new', path: '/new', ready: 'textarea' },
    { name: 'new, refused', path: '/new', ready: 'textarea', act: press('.send button') },
    {
      name: 'reader, with a history',
      path: `${reader}#1.2`,
      ready: '[role=row][aria-selected=true]',
      act: async (page) => {
        await page.locator('[role=row][aria-selected=true]').press('h');
        await page.locator('.history li').waitFor();
      },
    },
    { name: 'keys', path: reader, ready: '.pair-place', act: press('.keys-open') },
    {
      name: 'reader, correcting',
      path: `${reader}#1.2`,
      ready: '[role=row][aria-selected=true]',
      act: async (page) => {
        await page.locator('[role=row][aria-selected=true]').press('e');
        await page.locator('textarea').waitFor();
      },
    },
    { name: 'download', path: reader, ready: '.pair-place', act: press('.actions .primary') },
    { name: 'delete', path: reader, ready: '.pair-place', act: press('.actions .danger') },
    {
      name: 'no such article',
      path: '/documents/0197f0aa-0001-7000-8000-000000000000',
      ready: '.notice',
    },
    { name: 'no such page', path: '/new/nothing', ready: '.notice' },
  ];
}
