import type { ApiKey } from './key-store.ts';

/** What a browser has instead of a key, for a while. Everything rejects with STORE_UNAVAILABLE while the database is away. */
export interface SessionStore {
  /** A token for the holder of the key, good for so long, and no longer than the key. It cannot be shown again. */
  open(keyId: string, options: { readonly forMs: number }): Promise<string>;
  /** The key behind `token`, if both open anything now; undefined when either is unknown, has ended or was revoked. */
  recognise(token: string): Promise<ApiKey | undefined>;
  /** The token opens nothing from now on. */
  end(token: string): Promise<void>;
}
