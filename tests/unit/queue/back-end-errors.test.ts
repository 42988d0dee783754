import { ReplyError } from 'ioredis';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { isPostgresAway } from '../../../queue/postgres-errors.ts';
import { dropCommandArguments, isRedisAway, redisCodeOf } from '../../../queue/redis-errors.ts';

describe('PostgreSQL', () => {
  const answered = (code: string): Error =>
    Object.assign(new pg.DatabaseError('an answer', 9, 'error'), { code });

  test.for(['57P01', '57P03', '53300', '08006', '25006', '58030'])('%s means away', (code) => {
    expect(isPostgresAway(answered(code))).toBe(true);
  });

  test.for(['42P01', '23505', '28P01', '22P02'])('%s means that we are wrong', (code) => {
    expect(isPostgresAway(answered(code))).toBe(false);
  });

  test('no answer means away, whatever the error says', () => {
    expect(isPostgresAway(Object.assign(new Error(), { code: 'ECONNREFUSED' }))).toBe(true);
    expect(isPostgresAway(new Error('Connection terminated unexpectedly'))).toBe(true);
  });
});

describe('Redis', () => {
  // ioredis types the class as `any`; this is its constructor.
  const answered = (message: string): Error => new (ReplyError as ErrorConstructor)(message);

  test.for(['LOADING Redis is loading', 'OOM command not allowed', 'READONLY You can not write'])(
    '%s means away',
    (message) => {
      expect(isRedisAway(answered(message))).toBe(true);
    },
  );

  test('every other answer means that we are wrong', () => {
    expect(isRedisAway(answered('ERR unknown command'))).toBe(false);
    expect(isRedisAway(answered('WRONGTYPE Operation against a key'))).toBe(false);
  });

  test('no answer means away, whatever the error says', () => {
    expect(isRedisAway(new Error('Connection is closed.'))).toBe(true);
    expect(redisCodeOf(new Error('OOM'))).toBeUndefined();
  });

  test('the arguments of a refused command are taken off, its name stays', () => {
    const error = Object.assign(answered('WRONGPASS invalid'), {
      command: { name: 'auth', args: ['s3cret-word'] },
    });
    dropCommandArguments(error);
    expect(error.command).toEqual({ name: 'auth' });
  });
});
