import type { ParagraphPlace } from '../../store/work-store.ts';
import type { WorkerPresence } from '../../store/worker-registry.ts';
import type { QueueResource, WorkerResource } from './queue-resource.ts';

const mebibyte = 2 ** 20;

/** What it has in its hands is said by its place in the article; what was deleted meanwhile is left out. */
export function workerResourceOf(
  worker: WorkerPresence,
  { sentencesPerSecond, tokensPerSecond }: QueueResource['throughput'],
  places: readonly ParagraphPlace[],
): WorkerResource {
  return {
    id: worker.workerId,
    host: worker.host,
    status: worker.status,
    model: worker.model === null ? null : { ...worker.model },
    threads: worker.threads,
    memoryBytes: Math.round(worker.residentMemory / mebibyte) * mebibyte,
    startedAt: worker.startedAt.toISOString(),
    error: worker.error === null ? null : { ...worker.error },
    sentencesPerSecond,
    tokensPerSecond,
    current: (worker.inWork ?? []).flatMap(({ documentId, paragraphId, startedAt }) => {
      const place = places.find((one) => one.paragraphId === paragraphId);
      if (place === undefined) return [];
      const { title, position, paragraphs } = place;
      return [
        {
          documentId,
          title,
          paragraphId,
          paragraphPosition: position,
          paragraphs,
          startedAt: startedAt.toISOString(),
        },
      ];
    }),
  };
}
