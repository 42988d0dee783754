import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimParagraphs, translateParagraphs } from '../../support/play-worker.ts';
import { jsonOf, openTestApi, problemFrom, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

interface Answer {
  readonly documentId: string;
  readonly translations: readonly {
    readonly source: string;
    readonly target: string;
    readonly segments: readonly { readonly source: string; readonly target: string }[];
  }[];
}

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ replace: () => ({ translateWithinMs: 10_000 }) });
});
afterAll(async () => {
  await api.close();
});

/** Sends the request and plays the worker while it waits. */
async function translate(body: object): Promise<Response> {
  const answer = api.post('/v1/translate', body);
  await until(
    () => translateParagraphs(api.store),
    (paragraphs) => paragraphs > 0,
    { withinMs: 10_000, label: 'the text is with a worker' },
  );
  return await answer;
}

describe('a small text', () => {
  test('comes back translated, sentence by sentence, within the request', async () => {
    const response = await translate({ text: ' قال  الوزير\n\n' });
    expect(response.status).toBe(200);
    const { documentId, translations } = await jsonOf<Answer>(response);
    expect(translations).toMatchObject([
      {
        source: ' قال  الوزير\n\n',
        target: ' <قال>  <الوزير>\n\n',
        segments: [
          { source: 'قال', target: '<قال>', documentId },
          { source: 'الوزير', target: '<الوزير>' },
        ],
      },
    ]);
    expect(response.headers.get('location')).toBe(`/v1/documents/${documentId}`);
  });

  test('among several keeps its place', async () => {
    const texts = ['واحد', 'No Arabic here', 'اثنان\n\nثلاثة'];
    const { translations } = await jsonOf<Answer>(await translate({ texts }));
    expect(translations.map(({ source }) => source)).toEqual(texts);
    expect(translations.map(({ target }) => target)).toEqual([
      '<واحد>',
      '<No> <Arabic> <here>',
      '<اثنان>\n\n<ثلاثة>',
    ]);
  });

  test('goes before what is not urgent, and is kept like every article', async () => {
    const { documentId } = await jsonOf<Answer>(await translate({ text: 'كلمة' }));
    const document = await jsonOf<object>(await api.get(`/v1/documents/${documentId}`));
    expect(document).toMatchObject({ status: 'done', priority: 'interactive', collection: 'translate' });
  });

  test('whose sender wants it new is not looked up', async () => {
    const answer = api.post('/v1/translate', { text: 'جديد', memory: false });
    const claims = await until(
      () => claimParagraphs(api.store),
      ({ length }) => length > 0,
      { withinMs: 10_000, label: 'the text is with a worker' },
    );
    expect(claims.map(({ memory }) => memory)).toEqual([false]);
    await api.store.paragraphs.failClaim(claims[0]!, 'TRANSLATION_FAILED');
    const response = await answer;
    expect(response.status).toBe(500);
    expect(await problemFrom(response)).toMatchObject({
      code: 'TEXT_NOT_TRANSLATED',
      details: { why: 'TRANSLATION_FAILED' },
    });
  });

  test('that takes too long is answered with the address where it will be', async () => {
    const impatient = await openTestApi({ replace: () => ({ translateWithinMs: 150 }) });
    try {
      const response = await impatient.post('/v1/translate', { text: 'بطيء' });
      expect(response.status).toBe(504);
      const problem = await problemFrom(response);
      expect(problem).toMatchObject({ code: 'TRANSLATION_SLOW', retry: 'later' });
      const address = response.headers.get('location')!;
      expect(address).toBe(`/v1/documents/${String(problem.details['documentId'])}`);
      await translateParagraphs(impatient.store);
      expect(await jsonOf(await impatient.get(address))).toMatchObject({ status: 'done' });
    } finally {
      await impatient.close();
    }
  });
});

describe('what is no small text is refused', () => {
  test.each([
    [{}, 400, 'REQUEST_INVALID'],
    [{ text: 'نص', texts: ['نص'] }, 400, 'REQUEST_INVALID'],
    [{ texts: [] }, 422, 'TEXT_EMPTY'],
    [{ texts: ['نص', ' '] }, 422, 'PARAGRAPH_EMPTY'],
    [{ text: 'English only' }, 422, 'TEXT_NOT_ARABIC'],
    [{ text: 'نص\u0000' }, 422, 'TEXT_CONTROL_CHARACTER'],
    [{ text: 'نص '.repeat(10_000) }, 413, 'TEXTS_TOO_LONG'],
    [{ texts: Array.from({ length: 501 }, () => 'نص') }, 413, 'TEXTS_TOO_LONG'],
  ])('case %#', async (body, status, code) => {
    const response = await api.post('/v1/translate', body);
    expect(response.status).toBe(status);
    expect(await problemFrom(response)).toMatchObject({ code });
  });

  test('when it is no JSON or nothing at all', async () => {
    expect((await api.postBytes('/v1/translate', 'text=نص', 'text/plain')).status).toBe(415);
    expect(await problemFrom(await api.postBytes('/v1/translate', ''))).toMatchObject({ code: 'BODY_EMPTY' });
  });
});
