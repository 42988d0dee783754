import type { MeasuredSpeed } from '../../store/work-store.ts';
import type { WorkerPresence } from '../../store/worker-registry.ts';

type Measure = 'charsPerSecond' | 'translatedCharsPerSecond' | 'sentencesPerSecond';

/**
 * Characters (or sentences) a second of all workers that are ready, from what was measured: each counts with the speed of its model on its
 * machine, else of its model on any. Null when no worker is ready, or none of them has a speed.
 */
export function capacityOf(
  workers: readonly WorkerPresence[],
  speeds: readonly MeasuredSpeed[],
  measure: Measure = 'charsPerSecond',
): number | null {
  const sum = workers
    .filter(({ status }) => status === 'ready')
    .reduce((total, worker) => total + speedOf(worker, speeds, measure), 0);
  return sum === 0 ? null : sum;
}

function speedOf(
  { host, model }: WorkerPresence,
  speeds: readonly MeasuredSpeed[],
  measure: Measure,
): number {
  const ofModel = speeds.filter(({ modelId }) => modelId === model?.id);
  const here = ofModel.find((speed) => speed.host === host) ?? ofModel[0];
  return here?.[measure] ?? 0;
}
