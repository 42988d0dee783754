import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../support/running-server.ts';
import { until } from '../support/until.ts';

/** A whole server with its model: what a sentence sent twice costs, and what the metrics say of it. */

interface Answer {
  readonly translations: readonly {
    readonly target: string;
    readonly segments: readonly { readonly origin: string }[];
  }[];
}

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
  await until(
    () => server.request('/health/ready'),
    ({ status }) => status === 200,
    { withinMs: 60_000, label: 'the server is ready' },
  );
});
afterAll(async () => {
  await server.stop();
});

async function translate(body: object): Promise<Answer['translations'][number]> {
  const startedAtMs = performance.now();
  const response = await server.request('/v1/translate', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  const { translations } = (await response.json()) as Answer; // read field by field below
  console.log(`a small text took ${Math.round(performance.now() - startedAtMs)} ms`);
  return translations[0]!;
}

test('a sentence sent again comes from the memory, unless its sender wants it new; the metrics count both', async () => {
  const text = 'وصل الوزير إلى القاهرة يوم الأحد.';
  const first = await translate({ text });
  expect(first.target).toMatch(/[a-z]/iu);
  expect(first.segments.map(({ origin }) => origin)).toEqual(['model']);

  const again = await translate({ text: `  ${text}` });
  expect(again.segments.map(({ origin }) => origin)).toEqual(['memory']);
  expect(again.target).toBe(`  ${first.target}`);

  const anew = await translate({ text, memory: false });
  expect(anew.segments.map(({ origin }) => origin)).toEqual(['model']);

  // Workers announce their counts every two seconds.
  await until(
    async () => (await server.request('/metrics')).text(),
    (page) =>
      /^muwazi_sentences_total\{worker="[^"]+",origin="model"\} 2$/mu.test(page) &&
      /^muwazi_sentences_total\{worker="[^"]+",origin="memory"\} 1$/mu.test(page) &&
      /^muwazi_model_load_seconds\{.+\} 0*\.?\d+/mu.test(page),
    { withinMs: 15_000, label: 'the metrics have counted them' },
  );
});
