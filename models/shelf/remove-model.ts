import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { appError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import { describeHolder, tryLockFile } from '../../locks/lock-file.ts';
import { forgetChosenModel, readChosenModel } from '../registry/chosen-model.ts';
import { embeddedModelId } from '../registry/embedded-model.ts';
import { parseModelChoice } from '../registry/model-choice.ts';
import { modelDirectory, pullDirectory } from '../registry/models-directory.ts';
import { findUsers } from '../registry/model-users.ts';
import { emptyTrash, moveToTrash } from '../registry/trash.ts';

export interface RemoveModelOptions {
  readonly modelsDir: string;
  readonly log: Logger;
  readonly whileInUse?: 'remove';
}

/**
 * Removes `id` and what an interrupted pull left of it. The model is out of its place in one step; a process that has it
 * loaded goes on with it. Errors are those of ModelShelf.remove(), and MODEL_IN_USE while it is being fetched.
 */
export async function removeModel(
  id: string,
  { modelsDir, log, whileInUse }: RemoveModelOptions,
): Promise<{ readonly wasChosen: boolean }> {
  const choice = parseModelChoice(id === embeddedModelId ? 'embedded' : id);
  if (choice.kind === 'embedded') throw appError('MODEL_SHIPPED', [embeddedModelId]);
  if (choice.kind !== 'hub') throw appError('MODEL_UNKNOWN', [id]);
  const isHere = await exists(modelDirectory(modelsDir, id));
  const pull = pullDirectory(modelsDir, id);
  if (!isHere && !(await exists(pull))) throw appError('MODEL_NOT_PULLED', [id]);
  await withPullLock(id, pull, async () => {
    const users = await findUsers(modelsDir, id);
    if (users.length > 0 && whileInUse !== 'remove') {
      throw appError('MODEL_IN_USE', [id, users.join('; ')], { details: { id, users } });
    }
    await moveToTrash(modelsDir, modelDirectory(modelsDir, id));
    await rm(pull, { recursive: true, force: true });
    await emptyTrash(modelsDir);
  });
  const wasChosen = (await readChosenModel(modelsDir, log)) === id;
  if (wasChosen) await forgetChosenModel(modelsDir);
  return { wasChosen };
}

/** Nobody may be putting it there at the same time. */
async function withPullLock(id: string, pull: string, work: () => Promise<void>): Promise<void> {
  await mkdir(dirname(pull), { recursive: true });
  const attempt = await tryLockFile(`${pull}.lock`, 'several-machines');
  if (attempt.kind === 'taken') {
    throw appError('MODEL_IN_USE', [id, `${describeHolder(attempt.holder)}, which is fetching it`]);
  }
  try {
    await work();
  } finally {
    await attempt.lock.release();
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
