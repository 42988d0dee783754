import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { openTranslator } from '../../../models/open-translator.ts';
import { resolveModel } from '../../../models/resolve-model.ts';
import type { Translator } from '../../../models/translator.ts';

const never = new AbortController().signal;
const arabic = 'قال الرئيس إن الاقتصاد ينمو بسرعة كبيرة.';
let translator: Translator;

async function open(): Promise<Translator> {
  const { directory, identity } = await resolveModel({
    choice: 'embedded',
    modelsDir: '',
    log: silentLogger,
  });
  return openTranslator({ modelDirectory: directory, identity, threads: 1, log: silentLogger });
}

beforeAll(async () => {
  translator = await open();
});

afterAll(async () => {
  await translator.close();
});

test('an Arabic sentence comes back in English, with what the model read and wrote', async () => {
  const [translation] = await translator.translate([arabic], { signal: never });
  expect(translation?.text).toMatch(/^[\p{ASCII}’“”–—]+$/u);
  expect(translation).toMatchObject({ origin: 'model' });
  expect(translation?.confidence).toBeGreaterThan(0);
  expect(translation?.confidence).toBeLessThanOrEqual(1);
  expect(translation?.sourceTokens).toBeGreaterThan(5);
  expect(translation?.targetTokens).toBeGreaterThan(3);
});

test('what is not Arabic, or nothing at all, comes back as it is', async () => {
  const segments = ['Reuters – 2026', '', '   ', '***'];
  const translations = await translator.translate(segments, { signal: never });
  expect(translations.map((translation) => translation.text)).toEqual(segments);
  for (const translation of translations) {
    expect(translation).toMatchObject({
      confidence: null,
      flags: ['passthrough'],
      origin: 'passthrough',
      targetTokens: 0,
    });
  }
});

test('one result per segment, in order, however they are batched', async () => {
  const words = ['الاقتصاد', 'السلام', 'الماء', 'المدينة', 'المدرسة'];
  const alone = [];
  for (const word of words) alone.push(...(await translator.translate([word], { signal: never })));
  const together = await translator.translate(words, { signal: never });
  expect(together.map((translation) => translation.sourceTokens)).toEqual(
    alone.map((translation) => translation.sourceTokens),
  );
  expect(together).toHaveLength(words.length);
});

test('no segments, no translations', async () => {
  expect(await translator.translate([], { signal: never })).toEqual([]);
});

test('a sentence far beyond the limit of the model is translated to its end', async () => {
  const clause = 'وأكد الوزير أن الحكومة ستواصل العمل من أجل السلام، ';
  const [short] = await translator.translate([clause], { signal: never });
  const [long] = await translator.translate([clause.repeat(60)], { signal: never });
  expect(long?.sourceTokens).toBeGreaterThan(600);
  expect(long?.targetTokens).toBeGreaterThan((short?.targetTokens ?? 0) * 20);
});

test('the thread that calls goes on while the model computes', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  const begun = performance.now();
  await translator.translate(new Array<string>(64).fill(arabic), { signal: never });
  const elapsedMs = performance.now() - begun;
  clearInterval(timer);
  expect(elapsedMs).toBeGreaterThan(50);
  expect(ticks).toBeGreaterThan(elapsedMs / 5 / 4);
});

test('an aborted call rejects with its reason at once, and the others get their translations', async () => {
  const reason = new Error('lock lost');
  const controller = new AbortController();
  const given = translator.translate(new Array<string>(40).fill(arabic.repeat(4)), {
    signal: controller.signal,
  });
  const kept = translator.translate([arabic], { signal: never });
  controller.abort(reason);
  await expect(given).rejects.toBe(reason);
  await expect(kept).resolves.toHaveLength(1);
});

test('a call that was aborted before it began does nothing', async () => {
  const reason = new Error('too late');
  await expect(translator.translate([arabic], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test('calls at the same time share the engine and each gets its own result', async () => {
  const calls = ['السلام', 'الحرب', 'الماء'].map((word) =>
    translator.translate([word, arabic], { signal: never }),
  );
  const results = await Promise.all(calls);
  expect(results.map((result) => result.length)).toEqual([2, 2, 2]);
});

test('after close a call is refused and nothing keeps the process alive', async () => {
  const second = await open();
  await second.close();
  await second.close();
  await expect(second.translate([arabic], { signal: never })).rejects.toMatchObject({
    code: 'TRANSLATION_FAILED',
  });
});

const parliament = { source: 'برلمان', target: 'House of Representatives' };

test('a term stands in the English, with prefixes before it in the Arabic', async () => {
  const segments = ['وقال رئيس الحكومة والبرلمان إن القانون جديد.', 'قدم الوزير القانون للبرلمان يوم الأحد.'];
  const [plain] = await translator.translate(segments, { signal: never });
  expect(plain?.text).not.toContain(parliament.target);
  const terms = segments.map(() => [parliament]);
  for (const { text, flags } of await translator.translate(segments, { signal: never, terms })) {
    expect(text).toContain(parliament.target);
    expect(flags).not.toContain('term-missed');
  }
});

test('a term that the model cannot write is flagged, and the sentence translated all the same', async () => {
  const terms = [[{ source: 'الاقتصاد', target: '经济' }]];
  const [plain] = await translator.translate([arabic], { signal: never });
  const [flagged] = await translator.translate([arabic], { signal: never, terms });
  expect(flagged?.text).toBe(plain?.text);
  expect(flagged?.flags).toEqual([...(plain?.flags ?? []), 'term-missed']);
});

test('sentences without terms are translated as they are without a glossary, whoever has terms beside them', async () => {
  const others = ['قدم الوزير القانون للبرلمان.', 'ارتفعت أسعار النفط في الأسواق العالمية اليوم.'];
  const plain = await translator.translate([arabic, ...others], { signal: never });
  const mixed = await translator.translate([arabic, ...others], {
    signal: never,
    terms: [[], [parliament], []],
  });
  expect([mixed[0], mixed[2]]).toEqual([plain[0], plain[2]]);
});
