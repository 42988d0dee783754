import { join } from 'node:path';

/** Where a models directory keeps what. A directory whose name begins with a dot is no owner of models. */
const housekeeping = '.muwazi';

/** The place of the hub model `id`: `owner/name` below `modelsDir`. */
export function modelDirectory(modelsDir: string, id: string): string {
  return join(modelsDir, ...id.split('/'));
}

/** Manifests that people put there, one JSON file each. */
export function manifestsDirectory(modelsDir: string): string {
  return join(modelsDir, 'manifests');
}

/** What a pull of `id` has so far; and, with `.lock` after it, who pulls. */
export function pullDirectory(modelsDir: string, id: string): string {
  return join(modelsDir, housekeeping, 'pulls', fileNameOf(id));
}

/** Marks of the processes that have `id` loaded, one file each. */
export function usersDirectory(modelsDir: string, id: string): string {
  return join(modelsDir, housekeeping, 'in-use', fileNameOf(id));
}

/** The model that `auto` stands for. */
export function chosenModelFile(modelsDir: string): string {
  return join(modelsDir, housekeeping, 'chosen.json');
}

/** Models that were taken out of use and are being deleted. */
export function trashDirectory(modelsDir: string): string {
  return join(modelsDir, housekeeping, 'trash');
}

/** No hub name holds a slash beside the one, or a plus sign. */
function fileNameOf(id: string): string {
  return id.replace('/', '+');
}
