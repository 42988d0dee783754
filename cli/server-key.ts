import { appError } from '../core/app-error.ts';
import type { Environment } from '../runtime/config/read-config.ts';

/**
 * The key for the server, from MUWAZI_KEY; undefined when there is none. An option would leave it in the shell's history
 * and in the list of processes. Throws CONFIG_INVALID, which does not repeat it.
 */
export function serverKey(env: Environment): string | undefined {
  const key = env['MUWAZI_KEY'];
  if (key === undefined || /^[\x21-\x7e]+$/u.test(key)) return key;
  throw appError('CONFIG_INVALID', [
    '- MUWAZI_KEY is not a key; expected what "muwazi keys create" printed.',
  ]);
}
