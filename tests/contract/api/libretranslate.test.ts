import { Translate } from 'translate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { translateParagraphs } from '../../support/play-worker.ts';
import { jsonOf, openTestApi, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

/*
 * LibreTranslate's protocol, as its documentation has it, and as a client sees it that nobody here wrote (`translate`
 * from npm).
 */

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ replace: () => ({ translateWithinMs: 10_000 }) });
});
afterAll(async () => {
  await api.close();
});

/** Plays the worker until the answer is there. */
async function whileWorking<Answer>(answer: Promise<Answer>): Promise<Answer> {
  await until(
    () => translateParagraphs(api.store),
    (paragraphs) => paragraphs > 0,
    { withinMs: 10_000, label: 'the text is with a worker' },
  );
  return await answer;
}

const translateAt = (body: object): Promise<Response> => api.post('/libretranslate/translate', body);

/** The client of npm, after a change of address; that option is missing from its types. */
function clientTo(target: string): (text: string) => Promise<string> {
  const options = { engine: 'libre', from: 'ar', to: target, cache: 1 } as const;
  return Translate(Object.assign(options, { url: `${api.url}/libretranslate/translate` }));
}

test('a client nobody here wrote gets its translation after a change of address', async () => {
  expect(await whileWorking(clientTo('en')('قال الوزير'))).toBe('<قال> <الوزير>');
});

test('a client nobody here wrote hears why a language is refused', async () => {
  await expect(clientTo('de')('قال')).rejects.toThrow('de is not supported');
});

describe('a translation', () => {
  test('of one text is a text', async () => {
    const response = await whileWorking(translateAt({ q: 'قال', source: 'ar', target: 'en' }));
    expect(response.status).toBe(200);
    expect(await jsonOf(response)).toEqual({ translatedText: '<قال>' });
  });

  test('of several texts is as many, in order; what is not Arabic or empty stays as it is', async () => {
    const q = ['واحد', '', 'English', 'اثنان'];
    const response = await whileWorking(translateAt({ q, source: 'auto', target: 'en', alternatives: 3 }));
    expect(await jsonOf(response)).toEqual({
      translatedText: ['<واحد>', '', 'English', '<اثنان>'],
      detectedLanguage: [
        { confidence: 100, language: 'ar' },
        { confidence: 0, language: 'en' },
        { confidence: 0, language: 'en' },
        { confidence: 100, language: 'ar' },
      ],
    });
  });

  test('of HTML keeps the tags', async () => {
    const q = '<p>قال <b>الوزير</b> &amp; غيره</p><script>"نص"</script>';
    const response = await whileWorking(translateAt({ q, source: 'ar', target: 'en', format: 'html' }));
    expect(await jsonOf(response)).toEqual({
      translatedText:
        '<p>&lt;قال&gt; <b>&lt;الوزير&gt;</b> &lt;&amp;&gt; &lt;غيره&gt;</p><script>"نص"</script>',
    });
  });

  test('may be asked for with a form', async () => {
    const form = new URLSearchParams({ q: 'قال & نص', source: 'auto', target: 'en', api_key: '' });
    const sent = fetch(new URL('/libretranslate/translate', api.url), { method: 'POST', body: form });
    expect(await jsonOf(await whileWorking(sent))).toEqual({
      translatedText: '<قال> <&> <نص>',
      detectedLanguage: { confidence: 100, language: 'ar' },
    });
  });

  test('without any Arabic needs nobody', async () => {
    const response = await translateAt({ q: ['Hello', ''], source: 'auto', target: 'en' });
    expect(await jsonOf(response)).toMatchObject({ translatedText: ['Hello', ''] });
  });
});

test.each([
  [{ source: 'ar', target: 'en' }, 400],
  [{ q: 'نص', source: 'ar' }, 400],
  [{ q: 'نص', source: 'fr', target: 'en' }, 400],
  [{ q: 'نص', source: 'ar', target: 'en', format: 'pdf' }, 400],
  [{ q: 'نص '.repeat(10_000), source: 'ar', target: 'en' }, 413],
])('what cannot be done is refused in the form of the protocol: %#', async (body, status) => {
  const response = await translateAt(body);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(await jsonOf(response)).toEqual({ error: expect.stringMatching(/\w/u) as string });
});

test('an address the protocol does not have is refused in its form', async () => {
  const response = await api.get('/libretranslate/suggest');
  expect(response.status).toBe(404);
  expect(Object.keys(await jsonOf<object>(response))).toEqual(['error']);
});

test('it says what it is able to do', async () => {
  const bodyOf = async (path: string): Promise<unknown> => jsonOf(await api.get(`/libretranslate${path}`));
  expect(await bodyOf('/languages')).toEqual([
    { code: 'ar', name: 'Arabic', targets: ['en'] },
    { code: 'en', name: 'English', targets: ['en'] },
  ]);
  expect(await bodyOf('/health')).toEqual({ status: 'ok' });
  expect(await bodyOf('/frontend/settings')).toMatchObject({ charLimit: 20_000, keyRequired: false });
});

test.each([
  ['قال الرئيس إن الاجتماع غدا', 'ar', 100],
  ['رئیس جمهور ایران گفت که این کشور آماده مذاکره است.', 'fa', 100],
  ['Hello', 'en', 0],
])('%s is detected', async (q, language, confidence) => {
  const response = await api.post('/libretranslate/detect', { q });
  expect(await jsonOf(response)).toEqual([{ confidence, language }]);
});
