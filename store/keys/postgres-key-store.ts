import { sql, type Selectable } from 'kysely';
import { appError } from '../../core/app-error.ts';
import type { ApiKeysTable, Database } from '../database/tables.ts';
import type { ApiKey, IssuedKey, KeyStore, KeyUse, NewKey } from '../key-store.ts';
import { isSameHash, makeToken, readToken } from './key-token.ts';

export function createKeyStore(db: Database): KeyStore {
  return {
    create: (key) => create(db, key),
    list: async () => {
      const rows = await db.selectFrom('api_keys').select(keyColumns).orderBy('created_at', 'desc').execute();
      return rows.map(toKey);
    },
    revoke: (id) => revoke(db, id),
    rotate: (id, options) => rotate(db, id, options),
    recognise: (token) => recognise(db, token),
    status: () => readStatus(db),
    recordUse: (uses) => recordUse(db, uses),
  };
}

const today = sql<Date>`(now() at time zone 'utc')::date`;

/** The columns of which toKey() makes a key. */
export const keyColumns = [
  'id',
  'name',
  'role',
  'requests_per_minute',
  'bytes_per_day',
  'created_at',
  'expires_at',
  'revoked_at',
  'last_used_at',
  sql<string>`case when day = ${today} then bytes_today else 0 end`.as('bytes_today'),
] as const;

/** `expires_at` and `revoked_at` are judged by the database's clock: every API process says the same. */
export const isLive = sql<boolean>`(revoked_at is null and (expires_at is null or expires_at > now()))`;

async function create(db: Database, key: NewKey): Promise<IssuedKey> {
  const { id, secretHash, token } = makeToken();
  const row = await db
    .insertInto('api_keys')
    .values({
      id,
      secret_hash: secretHash,
      name: key.name,
      role: key.role,
      requests_per_minute: key.requestsPerMinute,
      bytes_per_day: key.bytesPerDay,
      expires_at: key.expiresAt,
    })
    .returning(keyColumns)
    .executeTakeFirstOrThrow();
  return { key: toKey(row), token };
}

async function revoke(db: Database, id: string): Promise<ApiKey> {
  const row = await db
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
    .where('id', '=', id)
    .returning(keyColumns)
    .executeTakeFirst();
  if (row === undefined) throw keyUnknown(id);
  return toKey(row);
}

function rotate(
  db: Database,
  id: string,
  { graceMs, expiresAt }: Parameters<KeyStore['rotate']>[1],
): Promise<IssuedKey> {
  return db.transaction().execute(async (trx) => {
    const old = await trx
      .updateTable('api_keys')
      .set({ expires_at: sql<Date>`least(expires_at, now() + make_interval(secs => ${graceMs / 1000}))` })
      .where('id', '=', id)
      .where(isLive)
      .returning(keyColumns)
      .executeTakeFirst();
    if (old === undefined) throw keyUnknown(id);
    return await create(trx, { ...toKey(old), expiresAt });
  });
}

async function recognise(db: Database, token: string): Promise<ApiKey | undefined> {
  const secret = readToken(token);
  if (secret === undefined) return undefined;
  const row = await db
    .selectFrom('api_keys')
    .select([...keyColumns, 'secret_hash'])
    .where('id', '=', secret.id)
    .where(isLive)
    .executeTakeFirst();
  return row !== undefined && isSameHash(row.secret_hash, secret.secretHash) ? toKey(row) : undefined;
}

async function readStatus(db: Database): Promise<{ readonly made: boolean; readonly live: boolean }> {
  const { made, live } = await db
    .selectFrom('api_keys')
    .select([
      sql<boolean>`count(*) > 0`.as('made'),
      sql<boolean>`coalesce(bool_or(${isLive}), false)`.as('live'),
    ])
    .executeTakeFirstOrThrow();
  return { made, live };
}

/** Several API processes count the same key: each adds what it saw. */
async function recordUse(db: Database, uses: readonly KeyUse[]): Promise<void> {
  for (const { id, usedAt, bytes } of uses) {
    await sql`
      update muwazi.api_keys set
        last_used_at = greatest(last_used_at, ${usedAt}),
        bytes_today = ${bytes} + case when day = ${today} then bytes_today else 0 end,
        day = ${today}
      where id = ${id}`.execute(db);
  }
}

type KeyRow = Pick<Selectable<ApiKeysTable>, Exclude<(typeof keyColumns)[number], object> | 'bytes_today'>;

export function toKey(row: KeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    requestsPerMinute: row.requests_per_minute,
    bytesPerDay: row.bytes_per_day === null ? null : Number(row.bytes_per_day),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    bytesToday: Number(row.bytes_today),
  };
}

function keyUnknown(id: string): Error {
  return appError('KEY_UNKNOWN', [id]);
}
