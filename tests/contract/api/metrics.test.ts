import { afterAll, beforeAll, expect, test } from 'vitest';
import { counters, gauges } from '../../../api/metrics/metric-names.ts';
import { appError } from '../../../core/app-error.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import { openTestApi, sendArticle, type TestApi } from '../../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await api.store.workers.announce({
    workerId: 'w',
    pid: 42,
    host: 'desk',
    status: 'ready',
    model: { id: 'test', revision: '1' },
    threads: 1,
    residentMemory: 1_000_000,
    error: null,
    startedAt: new Date(),
    tally: {
      paragraphsDone: 7,
      paragraphsFailed: 1,
      retries: 2,
      stalls: 3,
      runSeconds: 12.5,
      busySeconds: 10,
      sourceChars: 900,
      translatedChars: 800,
      sentencesTranslated: 20,
      sentencesRemembered: 5,
      sourceTokens: 400,
      targetTokens: 500,
      flags: { repetition: 4 },
      modelLoadSeconds: 0.25,
    },
  });
});
afterAll(async () => {
  await api.close();
});

async function metrics(from = api): Promise<string> {
  const response = await from.get('/metrics');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  return response.text();
}

test('every metric is there, with its help', async () => {
  const page = await metrics();
  for (const name of [...Object.keys(gauges), ...Object.keys(counters)]) {
    expect(page).toContain(`# HELP ${name} `);
    expect(page).toMatch(new RegExp(`^${name}[ {]`, 'mu'));
  }
});

test('what a worker in another process has done is in it', async () => {
  const lines = (await metrics()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'muwazi_workers{status="ready"} 1',
      'muwazi_paragraphs_total{worker="desk:42",outcome="done"} 7',
      'muwazi_paragraph_run_seconds_total{worker="desk:42"} 12.5',
      'muwazi_sentences_total{worker="desk:42",origin="memory"} 5',
      'muwazi_tokens_total{worker="desk:42",side="target"} 500',
      'muwazi_flags_total{worker="desk:42",flag="repetition"} 4',
      'muwazi_retries_total{worker="desk:42"} 2',
      'muwazi_stalls_total{worker="desk:42"} 3',
      'muwazi_model_load_seconds{worker="desk:42",model="test",revision="1"} 0.25',
      'muwazi_resident_memory_bytes{process="worker",worker="desk:42"} 1000000',
    ]),
  );
});

test('what waits is counted until it is done', async () => {
  await sendArticle(api, { text: 'فقرة أولى\n\nفقرة ثانية' });
  expect(await metrics()).toContain('\nmuwazi_backlog_paragraphs 2\n');
  await translateParagraphs(api.store);
  expect(await metrics()).toContain('\nmuwazi_backlog_paragraphs 0\n');
  expect(await metrics()).toContain('\nmuwazi_backlog_oldest_seconds 0\n');
});

test('a queue that is away is a metric, not an error', async () => {
  const away = (): Promise<never> => Promise.reject(appError('QUEUE_UNAVAILABLE', []));
  const broken = await openTestApi({ replace: () => ({ producer: { ping: away, counts: away } }) });
  try {
    const page = await metrics(broken);
    expect(page).toContain('muwazi_part_up{part="queue"} 0');
    expect(page).toContain('muwazi_part_up{part="store"} 1');
    expect(page).not.toContain('muwazi_queue_jobs');
  } finally {
    await broken.close();
  }
});
