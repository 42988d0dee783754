import type { Role } from '../core/role.ts';

/** An API key as people may see it. The secret is not here: only its hash is stored. */
export interface ApiKey {
  /** The part of the key that is no secret and names it: 12 hexadecimal digits. */
  readonly id: string;
  /** Whose it is, in the words of whoever made it. */
  readonly name: string;
  readonly role: Role;
  readonly requestsPerMinute: number | null;
  /** Bytes of request bodies a day (UTC); null is no limit. */
  readonly bytesPerDay: number | null;
  readonly createdAt: Date;
  /** From then on it opens nothing; null never. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** Written every few seconds, not with each request. */
  readonly lastUsedAt: Date | null;
  /** Bytes of request bodies sent today (UTC), as far as they are written. */
  readonly bytesToday: number;
}

export type NewKey = Pick<ApiKey, 'name' | 'role' | 'requestsPerMinute' | 'bytesPerDay' | 'expiresAt'>;

/** A key with its secret, which nobody can show again. */
export interface IssuedKey {
  readonly key: ApiKey;
  /** What a client sends: `muwazi_`, the id, `_`, the secret. */
  readonly token: string;
}

/** What was done with a key since the last report. */
export interface KeyUse {
  readonly id: string;
  readonly usedAt: Date;
  readonly bytes: number;
}

/** Who may come in. Everything rejects with STORE_UNAVAILABLE when the database cannot be reached. */
export interface KeyStore {
  create(key: NewKey): Promise<IssuedKey>;
  /** All that were ever made, newest first. */
  list(): Promise<readonly ApiKey[]>;
  /** The key opens nothing from now on; what it did before stands. Rejects with KEY_UNKNOWN. */
  revoke(id: string): Promise<ApiKey>;
  /**
   * A new key with the same name, role and limits; the old one ends after `graceMs`, or earlier if it was to.
   * Rejects with KEY_UNKNOWN, also when the old one has ended.
   */
  rotate(
    id: string,
    options: { readonly graceMs: number; readonly expiresAt: Date | null },
  ): Promise<IssuedKey>;
  /** The key that `token` is, if it opens anything now; undefined when it is unknown, wrong, expired or revoked. */
  recognise(token: string): Promise<ApiKey | undefined>;
  /** `made`: there ever was a key, whatever became of it. `live`: one opens something now. */
  status(): Promise<{ readonly made: boolean; readonly live: boolean }>;
  recordUse(uses: readonly KeyUse[]): Promise<void>;
}
