import { sql, type Kysely, type Migration } from 'kysely';

/*
 * API keys. A row stays when its key ends: once there was a key, the server keeps asking for one.
 *
 * `secret_hash` is the SHA-256 of the secret part (keys/key-token.ts says why that is enough). `bytes_today` belongs to
 * `day` (UTC); on any other day it counts as 0.
 */
const statements = [
  sql`
    create table muwazi.api_keys (
      id text primary key,
      secret_hash bytea not null,
      name text not null,
      role text not null,
      requests_per_minute integer,
      bytes_per_day bigint,
      created_at timestamptz(3) not null default now(),
      expires_at timestamptz(3),
      revoked_at timestamptz(3),
      last_used_at timestamptz(3),
      day date not null default (now() at time zone 'utc')::date,
      bytes_today bigint not null default 0,
      constraint role_known check (role in ('reader', 'submitter', 'admin')),
      constraint hash_is_sha256 check (octet_length(secret_hash) = 32),
      constraint limits_positive check (requests_per_minute > 0 and bytes_per_day > 0)
    )`,
];

export const keys: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
