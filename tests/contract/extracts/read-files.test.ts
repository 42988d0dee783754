import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArticleExtractor, ExtractedArticle } from '../../../extracts/article-extractor.ts';
import { extractLimits } from '../../../extracts/extract-limits.ts';
import { openExtractor } from '../../../extracts/thread/open-extractor.ts';
import { inWindows1256, newsPage, wordDocument, zipBomb } from '../../support/sample-files.ts';

/*
 * Files as people send them and as those send them who want the server to stumble, read on the real thread.
 */

let extractor: ArticleExtractor;
beforeAll(() => {
  extractor = openExtractor();
});
afterAll(async () => {
  await extractor.close();
});

const sentence =
  'قال الوزير في مؤتمر صحفي إن الاقتصاد نما بنسبة كبيرة خلال العام الماضي، وإن الحكومة ستواصل العمل. ';
const paragraphs = [sentence.repeat(3).trim(), sentence.repeat(2).trim(), sentence.repeat(4).trim()];

function read(name: string, content: string | Uint8Array, charset?: string): Promise<ExtractedArticle> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return extractor.extract({ name, bytes, charset });
}

const codeOf = (reading: Promise<unknown>): Promise<unknown> =>
  reading.then(
    () => 'read',
    (error: unknown) => (error as { readonly code?: string }).code,
  );

test('a text file is its text, and its name is its title', async () => {
  expect(await read('دفتر/خبر اليوم.txt', 'سطر.\r\n\r\nسطر.')).toEqual({
    title: 'خبر اليوم',
    text: 'سطر.\r\n\r\nسطر.',
  });
});

describe('a web page', () => {
  test('is its article, without menus, scripts and what stands around it', async () => {
    const head =
      '<title>عنوان الصفحة</title><meta property="article:published_time" content="2026-03-01T09:30:00Z">';
    const article = await read('page.html', newsPage({ head, paragraphs }));
    expect(article.paragraphs?.slice(-3)).toEqual(paragraphs);
    expect(article).toMatchObject({ title: 'عنوان الصفحة', publishedAt: '2026-03-01T09:30:00Z' });
    expect(article.paragraphs?.join()).not.toMatch(/باب|شيفرة|إعلان|الحقوق/u);
  });

  test('keeps the words of a sentence with tags in it together, and its line breaks', async () => {
    const marked = `قال <b>الوزير</b> في <a href="x">مؤتمر\n   صحفي</a>&nbsp;&amp; غادر.<br>سطر آخر.<br><br>فقرة أخرى. ${sentence}`;
    const article = await read('page.htm', newsPage({ paragraphs: [...paragraphs, marked] }));
    expect(article.paragraphs?.slice(-2)).toEqual([
      'قال الوزير في مؤتمر صحفي\u00a0& غادر.\nسطر آخر.',
      `فقرة أخرى. ${sentence.trim()}`,
    ]);
  });

  test('says its encoding itself', async () => {
    const page = newsPage({ head: '<meta charset="windows-1256">', paragraphs });
    expect((await read('old.html', inWindows1256(page))).paragraphs?.slice(-3)).toEqual(paragraphs);
  });

  test('without an article is the text of the page', async () => {
    expect((await read('short.html', '<p>خبر.</p><div>آخر</div>')).paragraphs).toEqual(['خبر.', 'آخر']);
  });
});

test('a Word document is its paragraphs, its tables and its footnotes', async () => {
  const article = await read('تقرير.docx', await wordDocument(paragraphs));
  expect(article.title).toBe('تقرير');
  expect(article.paragraphs?.slice(0, 3)).toEqual(paragraphs);
  expect(article.paragraphs?.slice(3).map((text) => text.trim())).toEqual(
    expect.arrayContaining(['نهاية', 'خلية أولى', 'خلية ثانية']),
  );
});

describe('a file that is none', () => {
  test.each([
    ['empty', 'a.txt', '', 'FILE_EMPTY'],
    ['of a kind nobody reads', 'a.pdf', '%PDF-1.7', 'FILE_KIND_UNKNOWN'],
    ['without an ending', 'article', 'نص', 'FILE_KIND_UNKNOWN'],
    ['a picture that says it is text', 'a.txt', Buffer.from([0x89, 0x50, 0, 1]), 'FILE_NOT_TEXT'],
    ['a Word document that says it is text', 'a.txt', zipBomb(10), 'FILE_NOT_TEXT'],
    ['text that says it is a Word document', 'a.docx', 'نص', 'FILE_BROKEN'],
    [
      'an old Word document with a new ending',
      'a.docx',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'FILE_BROKEN',
    ],
    ['an archive of something else', 'a.docx', zipSync({ 'x.txt': Buffer.from('نص') }), 'FILE_BROKEN'],
    ['an archive that breaks off', 'a.docx', zipBomb(100_000).subarray(0, 90), 'FILE_BROKEN'],
    ['text that says it is a page', 'a.html', 'نص بلا وسوم', 'FILE_BROKEN'],
  ])('%s', async (_, name, content, code) => {
    expect(await codeOf(read(name, content))).toBe(code);
  });
});

describe('a hostile file is refused in time, and the next one is read', () => {
  const depth = 100_000;
  const wordWith = (xml: string): Uint8Array =>
    zipSync({
      '[Content_Types].xml': Buffer.from(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      ),
      'word/document.xml': Buffer.from(xml),
    });
  const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

  test.each([
    [
      'a bomb that says how large it is',
      'a.docx',
      (): Uint8Array => zipBomb(200 * 1024 * 1024),
      'FILE_TOO_COMPLEX',
    ],
    [
      'a bomb that lies about it',
      'a.docx',
      (): Uint8Array => withFalseSize(zipBomb(50 * 1024 * 1024)),
      'FILE_BROKEN',
    ],
    [
      'a Word document of elements in elements',
      'a.docx',
      () =>
        wordWith(
          `<w:document ${namespace}><w:body>${'<w:p>'.repeat(depth)}${'</w:p>'.repeat(depth)}</w:body></w:document>`,
        ),
      'FILE_TOO_COMPLEX',
    ],
    [
      'entities that grow',
      'a.docx',
      () =>
        wordWith(
          `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(1_000)}">]><w:document ${namespace}><w:body><w:p><w:r><w:t>${'&b;'.repeat(1_000)}</w:t></w:r></w:p></w:body></w:document>`,
        ),
      undefined,
    ],
    ['100 MB of tags in tags', 'a.html', () => Buffer.alloc(100 * 1024 * 1024, '<div>'), 'FILE_TOO_LARGE'],
    [
      'a page of tags in tags',
      'a.html',
      () => Buffer.alloc(extractLimits.htmlBytes, '<div>'),
      'FILE_TOO_COMPLEX',
    ],
    [
      'a page of tags beside tags',
      'a.html',
      () => Buffer.alloc(extractLimits.htmlBytes, '<b></b>'),
      'FILE_TOO_COMPLEX',
    ],
    [
      'a page of one tag that never ends',
      'a.html',
      () => Buffer.from(`<p ${'a="'.repeat(2_000_000)}`),
      undefined,
    ],
  ])('%s', async (_, name, make, code) => {
    const startedAt = performance.now();
    const found = await codeOf(read(name, make()));
    if (code !== undefined) expect(found).toBe(code);
    expect(performance.now() - startedAt).toBeLessThan(extractLimits.withinMs + 5_000);
    expect((await read('next.txt', 'نص')).text).toBe('نص');
  });
});

test('a file that takes too long is put away, and the thread of the caller is free meanwhile', async () => {
  const hasty = openExtractor({ withinMs: 50 });
  const startedAt = performance.now();
  const bytes = await wordDocument(Array.from({ length: 4_000 }, () => sentence));
  const reading = codeOf(hasty.extract({ name: 'a.docx', bytes }));
  let longestMs = 0;
  let lastAt = performance.now();
  const beat = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - lastAt);
    lastAt = performance.now();
  }, 5);
  expect(await reading).toBe('FILE_TOO_COMPLEX');
  clearInterval(beat);
  expect(performance.now() - startedAt).toBeLessThan(20_000);
  expect(longestMs).toBeLessThan(1_000);
  await hasty.close();
});

test('a file that takes too much memory is put away', async () => {
  const small = openExtractor({ heapMib: 8 });
  const bytes = Buffer.from(newsPage({ paragraphs: Array.from({ length: 20_000 }, () => sentence) }));
  expect(await codeOf(small.extract({ name: 'a.html', bytes }))).toBe('FILE_TOO_COMPLEX');
  await small.close();
});

/** The same archive, whose directory says that its parts are a few bytes. */
function withFalseSize(archive: Buffer): Buffer {
  const directory = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  for (let at = archive.indexOf(directory); at !== -1; at = archive.indexOf(directory, at + 4))
    archive.writeUInt32LE(100, at + 24);
  return archive;
}
