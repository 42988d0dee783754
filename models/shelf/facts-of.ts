import type { ModelFacts } from '../../core/model-shelf.ts';
import type { ModelManifest } from '../registry/model-manifest.ts';

/** What a manifest says that people choose by. */
export function factsOf({ id, about, languages, licence, scores }: ModelManifest): ModelFacts {
  return { id, about, languages, licence, scores };
}
