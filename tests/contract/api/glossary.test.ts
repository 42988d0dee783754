import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '../../../core/limits.ts';
import { jsonOf, openTestApi, problemFrom, type TestApi } from '../../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
});

function pathOf(collection: string): string {
  return `/v1/collections/${encodeURIComponent(collection)}/glossary`;
}

function put(collection: string, body: unknown): Promise<Response> {
  return fetch(new URL(pathOf(collection), api.url), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function importFile(
  collection: string,
  file: string,
  query = 'format=csv',
  type = 'text/csv',
): Promise<Response> {
  return api.postBytes(`${pathOf(collection)}/import?${query}`, file, type);
}

interface Glossary {
  readonly revision: number;
  readonly terms: readonly {
    readonly source: string;
    readonly target: string;
    readonly note: string | null;
  }[];
}

async function termsOf(collection: string): Promise<Glossary['terms']> {
  return (await jsonOf<Glossary>(await api.get(pathOf(collection)))).terms;
}

const parliament = { source: 'البرلمان', target: 'parliament' };
const council = { source: 'مجلس الأمن', target: 'Security Council', note: 'of the UN' };

test.each(['desk', 'a/b?c#d%20 &+', 'م'.repeat(200), '/'.repeat(200)])(
  'a collection called %j has a glossary of its own',
  async (collection) => {
    expect((await problemFrom(await api.get(pathOf(collection)))).code).toBe('GLOSSARY_UNKNOWN');
    expect((await put(collection, { terms: [parliament, council] })).status).toBe(200);
    const answer = await jsonOf<Glossary>(await api.get(pathOf(collection)));
    expect(answer).toMatchObject({ collection, terms: [{ ...parliament, note: null }, council] });
    expect((await api.delete(pathOf(collection))).status).toBe(204);
    expect((await problemFrom(await api.delete(pathOf(collection)))).code).toBe('GLOSSARY_UNKNOWN');
  },
);

test('the glossaries there are, by collection, with how many terms', async () => {
  const { revision } = await jsonOf<Glossary>(await put('list', { terms: [parliament, council] }));
  const { items } = await jsonOf<{ items: readonly { readonly collection: string }[] }>(
    await api.get('/v1/glossaries'),
  );
  expect(items.find(({ collection }) => collection === 'list')).toEqual({
    collection: 'list',
    revision,
    terms: 2,
    changedAt: expect.stringMatching(/Z$/) as string,
  });
});

test('a put replaces everything, and says what it did; the second of two editors is refused', async () => {
  const first = await jsonOf<Glossary>(await put('put', { terms: [parliament, council], basedOn: 0 }));
  const change = await put('put', {
    terms: [{ ...parliament, target: 'Parliament' }],
    basedOn: first.revision,
  });
  expect(await change.json()).toMatchObject({ terms: 1, added: 0, changed: 1, unchanged: 0, removed: 1 });
  const second = await problemFrom(await put('put', { terms: [council], basedOn: first.revision }));
  expect(second).toMatchObject({ status: 409, code: 'GLOSSARY_CHANGED' });
  expect(await termsOf('put')).toEqual([{ source: 'البرلمان', target: 'Parliament', note: null }]);
});

test.each([
  ['the English is in the place of the Arabic', { source: 'parliament', target: 'البرلمان' }, 'source'],
  ['the English holds Arabic', { source: 'البرلمان', target: 'البرلمان' }, 'target'],
  ['there is no English', { source: 'البرلمان', target: ' ' }, 'target'],
  ['there is nothing to write', { source: 'البرلمان', target: '…' }, 'target'],
  ['the Arabic is one mark', { source: '؟', target: 'x' }, 'source'],
  ['the term is too long', { source: 'ب'.repeat(201), target: 'x' }, 'source'],
  ['the term has two lines', { source: 'ا\nب', target: 'x' }, 'source'],
  ['half of a character', { source: 'البرلمان', target: 'x\ud800' }, 'target'],
  ['the note is too long', { ...parliament, note: 'n'.repeat(1_001) }, 'note'],
])('a term is refused with its place where %s', async (_why, term, field) => {
  const problem = await problemFrom(await put('refused', { terms: [council, term] }));
  expect(problem).toMatchObject({ status: 422, code: 'GLOSSARY_TERMS_INVALID' });
  expect(problem.details).toMatchObject({ terms: 1, problems: [{ term: 2, field }] });
  expect((await api.get(pathOf('refused'))).status).toBe(404);
});

test('a list without terms, and one with too many, are refused', async () => {
  expect((await problemFrom(await put('many', { terms: [] }))).code).toBe('REQUEST_INVALID');
  const terms = Array.from({ length: limits.glossaryTerms + 1 }, (_, at) => ({
    source: `برلمان ${at}`,
    target: 'x',
  }));
  expect((await problemFrom(await put('many', { terms }))).code).toBe('GLOSSARY_TOO_LARGE');
  expect((await put('many', { terms: terms.slice(1) })).status).toBe(200);
  const more = await problemFrom(await importFile('many', 'source,target\nواحد,one\n'));
  expect(more.code).toBe('GLOSSARY_TOO_LARGE');
});

test.each(['csv', 'tbx'])('a %s that was downloaded makes the same glossary elsewhere', async (format) => {
  await put('from', {
    terms: [
      { ...council, note: "=1+1, 'quoted'\nin two lines" },
      { ...parliament, target: '=x' },
    ],
  });
  const file = await api.get(`${pathOf('from')}/export?format=${format}`);
  expect(file.headers.get('content-disposition')).toContain(`''from%20glossary.${format}`);
  const type = format === 'csv' ? 'text/csv' : 'application/xml';
  const answer = await importFile(`to ${format}`, await file.text(), `format=${format}`, type);
  expect(await answer.json()).toMatchObject({ terms: 2, added: 2, passedOver: 0 });
  const folded = (terms: Glossary['terms']) =>
    terms.map((term) => ({ ...term, note: term.note?.replaceAll(/\s+/gu, ' ') }));
  expect(folded(await termsOf(`to ${format}`))).toEqual(folded(await termsOf('from')));
});

test('an import adds to what is there, unless it is to be all', async () => {
  await put('import', { terms: [parliament, council] });
  const file = 'source,target\nالبرلمان,House\nواحد,one\n';
  const merged = await importFile('import', file);
  expect(await merged.json()).toMatchObject({ terms: 3, added: 1, changed: 1, removed: 0 });
  const again = await importFile('import', file, 'format=csv&mode=replace');
  expect(await again.json()).toMatchObject({ terms: 2, added: 0, unchanged: 2, removed: 1 });
});

test('a file with bad rows is refused as a whole, with the line of each', async () => {
  await put('rows', { terms: [parliament] });
  const file = 'source,target\nواحد,one\nparliament,البرلمان\nاثنان,\n"واحد،",two\n"واحدٌ",one\n';
  const problem = await problemFrom(await importFile('rows', file));
  expect(problem).toMatchObject({
    status: 422,
    code: 'GLOSSARY_TERMS_INVALID',
    detail:
      'Nothing was stored, because 3 of the terms cannot be taken. The first: line 3: "source" has no Arabic letters.',
    details: {
      terms: 3,
      problems: [
        { line: 3, field: 'source', problem: 'has no Arabic letters' },
        { line: 4, field: 'target', problem: 'is empty' },
        { line: 5, field: 'source', problem: 'is the term of line 2, with other English' },
      ],
    },
  });
  expect(await termsOf('rows')).toHaveLength(1);
});

test.each([
  ['an unknown format', 'format=xlsx', 'source,target\n', 'IMPORT_FORMAT_UNKNOWN'],
  ['a cut file', 'format=tbx', '<tbx><text>', 'IMPORT_BROKEN'],
  ['an entity', 'format=tbx', '<!DOCTYPE tbx [<!ENTITY e "x">]><tbx/>', 'IMPORT_BROKEN'],
  ['an unknown mode', 'format=csv&mode=all', 'source,target\n', 'REQUEST_INVALID'],
])('%s is refused', async (_what, query, file, code) => {
  expect((await problemFrom(await importFile('files', file, query))).code).toBe(code);
  expect((await api.get(pathOf('files'))).status).toBe(404);
});

test('a page of another site cannot send one: its form has another type', async () => {
  const answer = await importFile('files', 'source,target\nواحد,one\n', 'format=csv', 'text/plain');
  expect((await problemFrom(answer)).code).toBe('MEDIA_TYPE_UNSUPPORTED');
  const unknown = await problemFrom(await api.get(`${pathOf('put')}/export?format=xlsx`));
  expect(unknown.code).toBe('EXPORT_FORMAT_UNKNOWN');
});

test('no term is in the log', async () => {
  await put('secret', { terms: [{ source: 'كلمة سرية', target: 'hushword' }] });
  await importFile('secret', 'source,target\nhushword,كلمة\n');
  expect(JSON.stringify(api.log)).not.toMatch(/hushword|كلمة/u);
});
