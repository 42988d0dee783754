import { expect, test } from 'vitest';
import { parseFile } from '../../support/parse-file.ts';

const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
  '\n',
);

const ownType = 'it has a document type of its own; remove the declarations in its DOCTYPE';

test.each([
  {
    what: 'a billion laughs',
    file: `<!DOCTYPE tmx [\n<!ENTITY l0 "lol">\n${laughs}\n]>\n<tmx>&l9;</tmx>`,
    reason: ownType,
  },
  {
    what: 'a quadratic blowup',
    file: `<!DOCTYPE tmx [<!ENTITY a "${'a'.repeat(50_000)}">]><tmx>${'&a;'.repeat(50_000)}</tmx>`,
    reason: ownType,
  },
  {
    what: 'an external entity',
    file: '<!DOCTYPE tmx [<!ENTITY xxe SYSTEM "file:///etc/passwd">]><tmx>&xxe;</tmx>',
    reason: ownType,
  },
  {
    what: 'an external parameter entity',
    file: '<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]><tmx/>',
    reason: ownType,
  },
  {
    what: 'an entity that an outside DTD may define',
    file: '<!DOCTYPE tmx SYSTEM "http://127.0.0.1:1/[x].dtd">\n<tmx>&x;</tmx>',
    reason: 'undefined entity',
  },
  { what: 'a name that every object has', file: '<tmx>&constructor;</tmx>', reason: 'undefined entity' },
  {
    what: 'elements a million deep',
    file: `<tmx>${'<a>'.repeat(1_000_000)}`,
    reason: 'its elements are nested more than 100 deep',
  },
  {
    what: 'an element with a thousand attributes',
    file: `<tmx ${Array.from({ length: 1_000 }, (_, n) => `a${n}=""`).join(' ')}/>`,
    reason: 'an element has more than 200 attributes',
  },
  {
    what: 'a unit of a million elements',
    file: `<tmx><tu>${'<a/>'.repeat(1_000_000)}</tu></tmx>`,
    reason: 'a <tu> has more than 500000 elements',
  },
  {
    what: 'white space without end',
    file: `<tmx>${' '.repeat(2_000_000)}</tmx>`,
    reason: 'a text or tag goes on for more than 1000000 characters',
  },
  {
    what: 'a tag without end',
    file: `<tmx><tu a="${'a'.repeat(2_000_000)}"/></tmx>`,
    reason: 'a text or tag goes on for more than 1000000 characters',
  },
  {
    what: 'a text longer than any paragraph',
    file: `<tmx><tu><tuv xml:lang="ar"><seg>${'س'.repeat(50_001)}</seg></tuv></tu></tmx>`,
    reason: 'a text has more than 50000 characters',
  },
])('$what is refused at once', { timeout: 20_000 }, async ({ file, reason }) => {
  await expect(parseFile('tmx', file)).rejects.toMatchObject({
    code: 'IMPORT_BROKEN',
    status: 422,
    details: { reason },
  });
});

test.each([
  { what: 'nothing', file: '', line: 1, reason: 'document must contain a root element' },
  { what: 'a web page', file: '<html><body>', line: 1, reason: 'it begins with <html> instead of <tmx>' },
  { what: 'JSON', file: '{"text": 1}', line: 1, reason: 'text data outside of root node' },
  { what: 'a tag closed by another', file: '<tmx>\n<body>\n</tmx>', line: 3, reason: 'unexpected close tag' },
  { what: 'half a file', file: '<tmx>\n<body>\n<tu>\n', line: 4, reason: 'unclosed tag: tu' },
  {
    what: 'a bare ampersand',
    file: '<tmx>\n<body>a & b</body></tmx>',
    line: 2,
    reason: 'an & not written &amp;',
  },
  {
    what: 'a bare ampersand before a semicolon',
    file: '<tmx>\n<body>a & b;</body></tmx>',
    line: 2,
    reason: 'disallowed character in entity name',
  },
  { what: 'a control character', file: '<tmx>\n\n\u0001</tmx>', line: 3, reason: 'disallowed character' },
])('$what is refused by its line', async ({ file, line, reason }) => {
  await expect(parseFile('tmx', file)).rejects.toMatchObject({
    code: 'IMPORT_BROKEN',
    details: { line, reason: expect.stringContaining(reason) as string },
  });
});

test('a file in a code page is refused rather than guessed', async () => {
  const windows1256 = Buffer.from([
    ...Buffer.from('<tmx>\n\n<a>'),
    0xc7,
    0xe1,
    0xda,
    ...Buffer.from('</a></tmx>'),
  ]);
  await expect(parseFile('tmx', windows1256)).rejects.toMatchObject({
    details: { line: 3, reason: 'it is neither UTF-8 nor UTF-16 with a byte order mark' },
  });
});

test('a file is refused as soon as it passes a limit, not when it is there in full', async () => {
  const endless = { read: 0 };
  // eslint-disable-next-line @typescript-eslint/require-await -- an asynchronous stream of what is at hand
  async function* forever(): AsyncGenerator<Uint8Array> {
    for (;;) {
      endless.read += 1_000;
      yield Buffer.alloc(1_000, 0x20);
    }
  }
  const { parseImport } = await import('../../../imports/parse-import.ts');
  const { importFormatNamed } = await import('../../../imports/import-formats.ts');
  const parsing = parseImport(importFormatNamed('tmx'), forever(), {
    expected: { documentId: '', sourceLanguage: 'ar', targetLanguage: 'en' },
    limits: { importBytes: 10_000, importSegments: 1, paragraphChars: 1 },
  });
  await expect(parsing).rejects.toMatchObject({ code: 'IMPORT_TOO_LARGE', status: 413 });
  expect(endless.read).toBe(11_000);
});

test('more segments than any document has are refused', async () => {
  const file = `<tmx>${'<tu><tuv xml:lang="ar"><seg>a</seg></tuv></tu>'.repeat(3)}</tmx>`;
  await expect(parseFile('tmx', file, { importSegments: 2 })).rejects.toMatchObject({
    code: 'IMPORT_TOO_LARGE',
    details: { mostSegments: 2 },
  });
});
