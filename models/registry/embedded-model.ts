import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The id people see for the model that ships with the repository. */
export const embeddedModelId = 'muwazi-tiny-ar-en';

/** Where the model that ships with the repository is: `models/embedded` beside package.json, from source and from `dist/` alike. */
export function embeddedModelDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return join(directory, 'models', 'embedded');
}
