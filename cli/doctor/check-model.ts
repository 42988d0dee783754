import { AppError } from '../../core/app-error.ts';
import type { Config } from '../../runtime/config/read-config.ts';
import { describeBytes } from '../describe-bytes.ts';
import { failed, ok, warning, type Finding } from './finding.ts';
import type { ModelTrial, Probes } from './probes.ts';

export interface ModelCheck {
  readonly finding: Finding;
  /** undefined when the model could not be tried. */
  readonly trial: ModelTrial | undefined;
}

/** The chosen model is whole, loads, and translates. */
export async function checkModel(config: Config, { model }: Pick<Probes, 'model'>): Promise<ModelCheck> {
  try {
    const trial = await model(config);
    if (trial === undefined) return { finding: notHereYet(config), trial };
    const { id, revision, directory } = trial;
    return { finding: ok('model', `${id}, revision ${revision}, translates (${directory}).`), trial };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message: found } = error;
    return { finding: failed('model', { code, found, advice: adviceFor(error, config) }), trial: undefined };
  }
}

function notHereYet({ model }: Config): Finding {
  return warning('model', {
    code: 'MODEL_NOT_PULLED',
    found: `${model} is not here; a server fetches it when it starts.`,
    advice: `Run "muwazi models pull ${model}" while there is a network.`,
  });
}

const restore = 'Install Muwazi again (embedded model), or mend it with "muwazi models pull" (hub model).';

function adviceFor(error: AppError, { model, modelsDir }: Config): string {
  if (error.code !== 'MODEL_UNKNOWN') return restore;
  return `MUWAZI_MODEL is "${model}"; choose one that "muwazi models list" shows (${modelsDir}), or unset it.`;
}

/** What a Node process takes beside the model: measured, a worker without one. */
const processBytes = 120e6;

/** Whether all workers fit into memory, each with its own copy of the model; and the API and database beside them. */
export function checkMemory(
  { workers }: Pick<Config, 'workers'>,
  modelBytes: number,
  availableBytes: number,
): Finding {
  const needed = workers * (modelBytes + processBytes) + 2 * processBytes;
  const found = `${describeBytes(availableBytes)} free; ${workers} × the model needs about ${describeBytes(needed)}.`;
  if (needed <= availableBytes) return ok('memory', found);
  const advice = 'Lower MUWAZI_WORKERS, choose a smaller model, or add memory.';
  return warning('memory', { code: 'MEMORY_LOW', found, advice });
}
