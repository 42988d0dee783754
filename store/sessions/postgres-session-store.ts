import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import { isLive, keyColumns, toKey } from '../keys/postgres-key-store.ts';
import type { SessionStore } from '../session-store.ts';

/** As of a key: nobody guesses it, so its plain hash is enough (keys/key-token.ts), and may be looked up by. */
const secretBytes = 32;

export function createSessionStore(db: Database): SessionStore {
  return {
    open: async (keyId, { forMs }) => {
      const token = randomBytes(secretBytes).toString('base64url');
      await db
        .insertInto('sessions')
        .values({
          token_hash: hashOf(token),
          key_id: keyId,
          expires_at: sql<Date>`now() + make_interval(secs => ${forMs / 1_000})`,
        })
        .execute();
      await db
        .deleteFrom('sessions')
        .where('expires_at', '<', sql<Date>`now()`)
        .execute();
      return token;
    },
    recognise: async (token) => {
      const row = await db
        .selectFrom('api_keys')
        .select(keyColumns)
        .where(isLive)
        .where('id', '=', (eb) =>
          eb
            .selectFrom('sessions')
            .select('key_id')
            .where('token_hash', '=', hashOf(token))
            .where('sessions.expires_at', '>', sql<Date>`now()`),
        )
        .executeTakeFirst();
      return row === undefined ? undefined : toKey(row);
    },
    end: async (token) => {
      await db.deleteFrom('sessions').where('token_hash', '=', hashOf(token)).execute();
    },
  };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
