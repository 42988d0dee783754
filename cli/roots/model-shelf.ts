import type { Logger } from '../../core/logger.ts';
import type { ModelShelf } from '../../core/model-shelf.ts';
import { openModelShelf } from '../../models/shelf/open-model-shelf.ts';

/** The models of this installation, without a server. */
export function openShelf(modelsDir: string, log: Logger): ModelShelf {
  return openModelShelf({ modelsDir, log });
}
