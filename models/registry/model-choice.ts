import { isAbsolute } from 'node:path';
import { appError } from '../../core/app-error.ts';

/** What a person may write as `MUWAZI_MODEL`, read. */
export type ModelChoice =
  | { readonly kind: 'auto' }
  | { readonly kind: 'embedded' }
  | { readonly kind: 'hub'; readonly id: string }
  | { readonly kind: 'directory'; readonly path: string };

/** `owner/name` as the hub writes it: letters, digits, `-`, `_` and `.`; no `..` that could leave the models directory. */
const hubId = /^[\w-][\w.-]*\/[\w-][\w.-]*$/;

/**
 * Reads `auto`, `embedded`, a hub id, or a directory (absolute, or relative beginning with `./` or `../`).
 * Throws MODEL_UNKNOWN for anything else.
 */
export function parseModelChoice(choice: string): ModelChoice {
  if (choice === 'auto' || choice === 'embedded') return { kind: choice };
  if (isAbsolute(choice) || /^\.\.?(?:[/\\]|$)/.test(choice)) return { kind: 'directory', path: choice };
  if (hubId.test(choice) && !choice.includes('..')) return { kind: 'hub', id: choice };
  throw appError('MODEL_UNKNOWN', [choice]);
}
