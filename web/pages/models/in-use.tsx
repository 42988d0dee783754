import { useFormats, useTexts } from '../../language/define-texts.ts';
import { useQueue, type Worker } from '../../live/use-queue.ts';
import { modelsTexts } from './models-texts.ts';
import type { Model } from './use-models.ts';

/** Which model translates, as the workers say; and which one comes next where that is another. */
export function InUse({ models }: { readonly models: readonly Model[] }) {
  const texts = useTexts(modelsTexts);
  const formats = useFormats();
  const { data } = useQueue();
  if (data === undefined) return null;
  const used = usedModels(data.workers);
  const next = models.find(({ auto }) => auto)?.id;
  const changes = next !== undefined && used.length > 0 && used.some(({ id }) => id !== next);
  return (
    <section>
      <h2>{texts.now}</h2>
      {used.length === 0 ? (
        <p className="soft">
          {texts.nobody}. {texts.nobodyWhy}
        </p>
      ) : (
        <ul className="in-use">
          {used.map(({ id, workers, memoryBytes, sentencesPerSecond }) => (
            <li key={id}>
              <b>
                <bdi>{id}</bdi>
              </b>
              <span className="soft">
                {formats.list([
                  texts.workers(workers),
                  workers === 1 ? texts.memoryOfOne(memoryBytes) : texts.memoryEach(memoryBytes),
                  ...(sentencesPerSecond > 0 ? [texts.speed(sentencesPerSecond)] : []),
                ])}
              </span>
            </li>
          ))}
        </ul>
      )}
      {changes ? <p className="caution">{texts.next(next)}</p> : null}
    </section>
  );
}

interface UsedModel {
  readonly id: string;
  readonly workers: number;
  readonly memoryBytes: number;
  readonly sentencesPerSecond: number;
}

function usedModels(workers: readonly Worker[]): readonly UsedModel[] {
  const used = new Map<string, UsedModel>();
  for (const { status, model, memoryBytes, sentencesPerSecond } of workers) {
    if (status !== 'ready' || model === null) continue;
    const before = used.get(model.id);
    used.set(model.id, {
      id: model.id,
      workers: (before?.workers ?? 0) + 1,
      memoryBytes: Math.max(before?.memoryBytes ?? 0, memoryBytes),
      sentencesPerSecond: (before?.sentencesPerSecond ?? 0) + sentencesPerSecond,
    });
  }
  return [...used.values()];
}
