import type { WorkTally } from '../../core/work-tally.ts';
import type { WorkerPresence } from '../../store/worker-registry.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import { within, workerStaleAfterMs, type Answer } from '../health/check-parts.ts';
import { openMetricPage, type MetricPage } from './metric-page.ts';

export type MetricsDependencies = Pick<ApiDependencies, 'producer' | 'workers' | 'backlog'>;

/** Asks every part at once and writes what answers. Never rejects because a part is away: that is a metric. */
export async function writeMetrics({ producer, workers, backlog }: MetricsDependencies): Promise<string> {
  const [counts, waiting, present] = await Promise.all([
    within(producer.counts()),
    within(backlog.read()),
    within(workers.list({ staleAfterMs: workerStaleAfterMs })),
  ]);
  const page = openMetricPage();
  page.gauge('muwazi_part_up', isUp(waiting), { part: 'store' });
  page.gauge('muwazi_part_up', isUp(counts), { part: 'queue' });
  page.gauge('muwazi_resident_memory_bytes', process.memoryUsage.rss(), { process: 'api', worker: '' });
  if ('value' in counts) {
    for (const [state, jobs] of Object.entries<number>({ ...counts.value }))
      page.gauge('muwazi_queue_jobs', jobs, { state });
  }
  if ('value' in waiting) {
    page.gauge('muwazi_backlog_paragraphs', waiting.value.paragraphs);
    page.gauge('muwazi_backlog_oldest_seconds', waiting.value.oldestSeconds);
  }
  if ('value' in present) writeWorkers(page, present.value);
  return page.write();
}

function isUp(answer: Answer<unknown>): number {
  return 'value' in answer ? 1 : 0;
}

function writeWorkers(page: MetricPage, workers: readonly WorkerPresence[]): void {
  for (const status of ['loading', 'ready', 'failed', 'stopping'] as const) {
    page.gauge('muwazi_workers', workers.filter((worker) => worker.status === status).length, { status });
  }
  for (const { host, pid, residentMemory, model, tally } of workers) {
    const worker = `${host}:${pid}`;
    page.gauge('muwazi_resident_memory_bytes', residentMemory, { process: 'worker', worker });
    if (tally === undefined) continue;
    if (model !== null && tally.modelLoadSeconds !== null) {
      const labels = { worker, model: model.id, revision: model.revision };
      page.gauge('muwazi_model_load_seconds', tally.modelLoadSeconds, labels);
    }
    writeTally(page, worker, tally);
  }
}

function writeTally(page: MetricPage, worker: string, tally: WorkTally): void {
  page.counter('muwazi_paragraphs_total', tally.paragraphsDone, { worker, outcome: 'done' });
  page.counter('muwazi_paragraphs_total', tally.paragraphsFailed, { worker, outcome: 'failed' });
  page.counter('muwazi_paragraph_run_seconds_total', tally.runSeconds, { worker });
  page.counter('muwazi_retries_total', tally.retries, { worker });
  page.counter('muwazi_stalls_total', tally.stalls, { worker });
  page.counter('muwazi_sentences_total', tally.sentencesTranslated, { worker, origin: 'model' });
  page.counter('muwazi_sentences_total', tally.sentencesRemembered, { worker, origin: 'memory' });
  page.counter('muwazi_tokens_total', tally.sourceTokens, { worker, side: 'source' });
  page.counter('muwazi_tokens_total', tally.targetTokens, { worker, side: 'target' });
  for (const [flag, segments] of Object.entries(tally.flags))
    page.counter('muwazi_flags_total', segments, { worker, flag });
}
