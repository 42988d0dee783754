import { appError } from '../../core/app-error.ts';
import type { KeyStore } from '../../store/key-store.ts';
import type { AccessRules } from './access-rules.ts';

/** Before the server listens: rejects with KEYS_REQUIRED when keys are always asked for and none would open anything. */
export async function requireKeys(
  keys: Pick<KeyStore, 'status'>,
  { askForKeys }: Pick<AccessRules, 'askForKeys'>,
  host: string,
): Promise<void> {
  if (askForKeys === 'always' && !(await keys.status()).live)
    throw appError('KEYS_REQUIRED', [host], { details: { host } });
}
