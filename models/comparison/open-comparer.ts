import { appError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import type { ModelComparer } from '../../core/model-comparison.ts';
import type { ModelShelf } from '../../core/model-shelf.ts';
import { embeddedModelId } from '../registry/embedded-model.ts';
import { parseModelChoice } from '../registry/model-choice.ts';
import type { PlacedModel } from './comparison-message.ts';
import { runComparison } from './run-comparison.ts';

export interface ComparerOptions {
  readonly modelsDir: string;
  /** Knows which models are here. */
  readonly shelf: Pick<ModelShelf, 'card'>;
  readonly log: Logger;
  /** Milliseconds without a word after which a process is given up; two minutes unless told. */
  readonly silentMs?: number;
}

/** Compares models in a process of their own, started for each comparison. */
export function openComparer({ modelsDir, shelf, log, silentMs = 120_000 }: ComparerOptions): ModelComparer {
  let isBusy = false;
  const free = (): void => {
    isBusy = false;
  };
  return {
    start: async (ids, sentences, { signal }) => {
      if (isBusy) throw appError('COMPARISON_BUSY', []);
      isBusy = true;
      try {
        const models = await Promise.all(ids.map((id) => findModel(id, shelf)));
        const { steps, ended } = runComparison({ modelsDir, models, sentences }, { signal, log, silentMs });
        void ended.then(free);
        return { models: models.map(({ identity }) => identity), steps };
      } catch (error) {
        free();
        throw error;
      }
    },
  };
}

/** By its name alone: not `auto`, and no directory of the server's. */
async function findModel(id: string, shelf: ComparerOptions['shelf']): Promise<PlacedModel> {
  if (id !== embeddedModelId && parseModelChoice(id).kind !== 'hub') throw appError('MODEL_UNKNOWN', [id]);
  const { directory, identity } = await shelf.card(id);
  return { directory, identity };
}
