import { join } from 'node:path';
import { packageRoot } from './package-root.ts';

/** The id people see for the model that ships with the repository. */
export const embeddedModelId = 'muwazi-tiny-ar-en';

/** Where the model that ships with the repository is: `models/embedded` beside package.json, from source and from `dist/` alike. */
export function embeddedModelDirectory(): string {
  return join(packageRoot(), 'models', 'embedded');
}
