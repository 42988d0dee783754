/*
 * Pictures of every page for docs/screenshots: both languages, light and dark, on a desk and on a phone.
 *
 *   npm run screenshots                       all of them
 *   npm run screenshots -- models compare     these pages alone; the others stay as they are
 *
 * A real server with the embedded model translates the sample articles first. Needs Debian's Chromium.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { readLongArticle, readSampleArticle } from '../support/articles.ts';
import { languages, startChromium, visit } from '../support/chromium.ts';
import { addSecondModel } from '../support/second-model.ts';
import { startServer, type RunningServer } from '../support/running-server.ts';
import { until } from '../support/until.ts';

const directory = resolve(import.meta.dirname, '../../docs/screenshots');
const sizes = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;
const themes = ['light', 'dark'] as const;
/** Of 100; above it files grow and nobody sees a difference. */
const quality = 80;

interface Scene {
  readonly name: string;
  readonly path: string;
  readonly ready: string;
  readonly act?: (page: Page) => Promise<void>;
}

const wanted = process.argv.slice(2);
const isWanted = ({ name }: Pick<Scene, 'name'>): boolean => wanted.length === 0 || wanted.includes(name);
if (wanted.length === 0) await rm(directory, { recursive: true, force: true });
await mkdir(directory, { recursive: true });
const [server, browser] = await Promise.all([
  startServer({ env: { MUWAZI_CONCURRENCY: '1', MUWAZI_THREADS: '1' } }),
  startChromium(),
]);
try {
  await takeAll([{ name: 'first-visit', path: '/documents', ready: '.notice' }]);
  const article = await prepare(server);
  await takeAll(scenesOf(article));
  await addSecondModel(join(server.dataDir, 'models'));
  await takeAll([compareScene(article)]);
} finally {
  await browser.close();
  await server.stop();
}

/** In both languages, each with a visitor of its own. */
async function takeAll(scenes: readonly Scene[]): Promise<void> {
  for (const language of languages) {
    const { page, leave } = await visit(browser, { url: server.url, language });
    for (const scene of scenes.filter(isWanted)) await take(page, scene, language);
    await leave();
  }
}

/** One scene in both themes and both sizes. */
async function take(page: Page, { name, path, ready, act }: Scene, language: string): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await page.goto('about:blank');
    await page.goto(path);
    await page.locator(ready).first().waitFor();
    await act?.(page);
    await page.evaluate('document.fonts.ready.then(() => true)');
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      const session = await page.context().newCDPSession(page);
      const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality });
      await session.detach();
      await writeFile(resolve(directory, `${name}.${language}.${theme}.${size}.webp`), data, 'base64');
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }
}

/** Articles that are done, the first of which it resolves with, and a long one that is under way while the pictures are taken. */
async function prepare(running: RunningServer): Promise<string> {
  const paragraphs = readSampleArticle().split('\n\n');
  const ids: string[] = [];
  for (const [index, title] of [
    'أول محطة لتحلية المياه بالطاقة الشمسية في الإقليم',
    'IBM والبلدية تبحثان إدارة شبكات المياه',
    'مدير المشروع: الماء الجديد يصل قبل نهاية يونيو',
  ].entries()) {
    const text = paragraphs.slice(0, 6 - index).join('\n\n');
    ids.push(await submit(running, { title, text, collection: index === 1 ? 'اقتصاد' : 'محليات' }));
  }
  const [article = ''] = ids;
  for (const id of ids)
    await until(
      async () => (await (await running.request(`/v1/documents/${id}`)).json()) as { status: string },
      ({ status }) => status === 'done',
      { withinMs: 60_000, label: 'an article is done' },
    );
  await submit(running, {
    title: 'أرشيف الصحيفة لعام 2025',
    text: readLongArticle(400, 'أيضا'),
    collection: 'أرشيف',
    priority: 'bulk',
  });
  return article;
}

async function submit(running: RunningServer, body: Readonly<Record<string, string>>): Promise<string> {
  const answer = await running.request('/v1/documents', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return ((await answer.json()) as { id: string }).id;
}

function compareScene(articleId: string): Scene {
  return {
    name: 'compare',
    path: `/models/compare?document=${articleId}`,
    ready: '.compare-form',
    act: async (page) => {
      await page.locator('.compare-form .primary').click();
      await page.locator('.compared .target').last().waitFor({ timeout: 60_000 });
      await page.locator('.compare-hands button').nth(1).waitFor({ state: 'detached' }); // both are done
      await page.evaluate("scrollTo(0, document.querySelector('.compare-summary').offsetTop - 110)");
    },
  };
}

function scenesOf(articleId: string): readonly Scene[] {
  const reader = `/documents/${articleId}`;
  const selected = '[role=row][aria-selected=true]';
  return [
    { name: 'documents', path: '/documents', ready: '.document' },
    {
      name: 'filters',
      path: '/documents?status=done&sort=confidence&collection=محليات',
      ready: '.document',
      act: (page) => page.locator('.document input').first().check(),
    },
    { name: 'search', path: '/documents?q=المحطة', ready: '.found mark' },
    {
      name: 'new',
      path: '/new',
      ready: 'textarea',
      act: async (page) => {
        await page.locator('textarea').fill(readSampleArticle());
        await page.locator('.send p', { hasText: /·.*·/u }).waitFor(); // how long it takes
      },
    },
    { name: 'queue', path: '/queue', ready: '.worker .work' },
    {
      name: 'models',
      path: '/models',
      ready: '.in-use li',
      act: (page) => page.locator('.model .scores').first().waitFor(),
    },
    { name: 'reader', path: `${reader}#2.1`, ready: selected },
    {
      name: 'correct',
      path: `${reader}#1.2`,
      ready: selected,
      act: async (page) => {
        await page.locator(selected).press('e');
        await page.locator('textarea').waitFor();
      },
    },
    {
      name: 'download',
      path: reader,
      ready: '.pair-place',
      act: async (page) => {
        await page.locator('.actions .primary').click();
        await page.locator('.formats').waitFor();
      },
    },
  ];
}
