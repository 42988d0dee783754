import type { DocumentPriority } from '../../core/document.ts';
import type { WorkCounts } from '../../store/work-store.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import { within, workerStaleAfterMs } from '../health/check-parts.ts';
import { capacityOf } from './capacity.ts';
import type { QueueResource } from './queue-resource.ts';
import { seriesOf, seriesSeconds, throughputOf } from './throughput.ts';
import { workerResourceOf } from './worker-resource.ts';

export type QueueDependencies = Pick<ApiDependencies, 'work' | 'workers' | 'producer' | 'backend'>;

/** How the work goes at this moment. Rejects with STORE_UNAVAILABLE; a queue that is away is said in the answer. */
export async function readQueue({
  work,
  workers,
  producer,
  backend,
}: QueueDependencies): Promise<QueueResource> {
  const [counts, jobs, { now, slices }, speeds, present] = await Promise.all([
    work.count(),
    within(producer.counts()),
    work.slices(seriesSeconds),
    work.speeds(),
    workers.list({ staleAfterMs: workerStaleAfterMs }),
  ]);
  const inWork = present.flatMap((worker) => worker.inWork ?? []);
  const places = await work.places(inWork.map(({ paragraphId }) => paragraphId));
  const capacity = capacityOf(present, speeds);
  const delayed = 'value' in jobs ? Math.min(jobs.value.delayed, counts.paragraphs.waiting) : 0;
  return {
    backend,
    jobs: 'value' in jobs ? { ...jobs.value } : null,
    documents: { ...counts.documents },
    paragraphs: { ...counts.paragraphs, waiting: counts.paragraphs.waiting - delayed, delayed },
    oldestWaitingSince: counts.oldestWaitingSince?.toISOString() ?? null,
    ...aheadOf(counts, capacity),
    throughput: throughputOf(seriesOf(slices, now)),
    workers: present.map((worker) => {
      const own = slices.filter(({ workerId }) => workerId === worker.workerId);
      return workerResourceOf(worker, throughputOf(seriesOf(own, now)), places);
    }),
  };
}

/** What stands before a new article of this priority and its like; those of one priority go in the order they came. */
export function charsBefore(counts: WorkCounts, priority: DocumentPriority): number {
  const { interactive, normal, bulk } = counts.charsLeft;
  const before = { interactive, normal: interactive + normal, bulk: interactive + normal + bulk };
  return before[priority];
}

function aheadOf(
  counts: WorkCounts,
  capacity: number | null,
): Pick<QueueResource, 'etaSeconds' | 'waitSeconds'> {
  if (capacity === null) return { etaSeconds: null, waitSeconds: null };
  const all = charsBefore(counts, 'bulk');
  return {
    etaSeconds: all === 0 ? null : Math.ceil(all / capacity),
    waitSeconds: Math.ceil(charsBefore(counts, 'normal') / capacity),
  };
}
