import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/*
 * A key is `muwazi_<id>_<secret>`: 48 random bits that name it and 256 that prove it.
 *
 * The secret is stored as its plain SHA-256. Slow hashes (bcrypt, scrypt, Argon2) protect what people choose and others
 * can guess; nobody guesses 256 random bits, and a slow hash would cost every request a tenth of a second of a
 * processor that is busy translating.
 *
 * A key is looked up by its id, and the hashes are compared in constant time: neither the database's index nor the
 * comparison tells by its speed how much of a secret was right.
 */

const idBytes = 6;
const secretBytes = 32;
const shape = /^muwazi_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

export interface KeySecret {
  readonly id: string;
  /** SHA-256, 32 bytes. */
  readonly secretHash: Buffer;
}

/** A token nobody has, with what is kept of it. */
export function makeToken(): KeySecret & { readonly token: string } {
  const id = randomBytes(idBytes).toString('hex');
  const secret = randomBytes(secretBytes).toString('base64url');
  return { id, secretHash: hashOf(secret), token: `muwazi_${id}_${secret}` };
}

/** The parts of a token; undefined for what cannot be one. */
export function readToken(token: string): KeySecret | undefined {
  const [, id, secret] = shape.exec(token) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secretHash: hashOf(secret) };
}

/** In constant time for hashes of one length. */
export function isSameHash(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
