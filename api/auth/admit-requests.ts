import { pipeline } from 'node:stream';
import rateLimit from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { appError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import { isAtLeast } from '../../core/role.ts';
import type { ApiKey, KeyStore } from '../../store/key-store.ts';
import type { SessionStore } from '../../store/session-store.ts';
import type { App } from '../app.ts';
import { changes } from '../http/refuse-foreign-hosts.ts';
import type { AccessRules } from './access-rules.ts';
import { BodyCounter } from './count-body.ts';
import { keyOfBody, keyOfQuery, mayHaveKeyInBody } from './protocol-key.ts';
import { rememberKeys } from './remember-keys.ts';
import { accessOf } from './route-access.ts';
import { sessionTokenOf } from './session-cookie.ts';
import { openUseLedger, type UseLedger } from './use-ledger.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key the request came with; null where none was asked for. */
    apiKey: ApiKey | null;
    /** Its key can only be in its body: who sent it is asked when that was read. */
    keyMayFollow: boolean;
    /** Counts the body of a request with a key, or with one to come. */
    bodyCounter: BodyCounter | null;
  }
}

export interface AdmissionDependencies {
  readonly keys: Pick<KeyStore, 'recognise' | 'status' | 'recordUse'>;
  readonly sessions: Pick<SessionStore, 'recognise'>;
  readonly access: AccessRules;
  readonly log: Logger;
}

/** What the door knows, for the routes that speak of keys themselves. */
export interface Admission {
  /** The key that `token` is. Throws KEY_INVALID, and RATE_LIMITED after many of those from one address. */
  recognise(request: FastifyRequest, token: string): Promise<ApiKey>;
  /** The key that the request came with, or its session stands for; undefined without, or where it opens nothing. */
  keyOf(request: FastifyRequest): Promise<ApiKey | undefined>;
  /** Whether somebody without a key is turned away. */
  asksForKeys(): Promise<boolean>;
}

/** Keys that open nothing, from one address, in a minute. Nobody guesses a key; each try is a question to the database. */
const wrongKeysPerMinute = 60;
const minuteMs = 60_000;

/*
 * Every request passes here before its body is read:
 *
 *   the route is for anyone ..................... in
 *   no key was sent: a session's cookie was ..... as its key
 *                    none is asked for .......... in
 *                    one is ..................... KEY_MISSING
 *   the key opens nothing ....................... KEY_INVALID (RATE_LIMITED after many of them from one address)
 *   its role is less than the route takes ....... KEY_FORBIDDEN
 *   too many requests this minute ............... RATE_LIMITED
 *   it has sent its bytes for today ............. QUOTA_EXCEEDED
 *   otherwise ................................... in
 *
 * At the addresses of a protocol that has its keys in bodies (protocol-key.ts), a request without another key passes here after its
 * body, which is small there, was read. The rules are the same.
 *
 * A key that was sent is always looked at: a wrong one is not let in because none would have been needed. A cookie is sent by
 * the browser, not by somebody who means it: one that has ended is as none. Where something is to be changed it counts only
 * beside an `Origin`, which http/refuse-foreign-hosts.ts has found to be ours by then (docs/security.md, Sessions).
 *
 * Bytes are counted when a request ends. Those under way when the limit is reached are let go on: a key can send more
 * than its day's bytes by what it had under way, never by a request that began later.
 */
export async function admitRequests(app: App, dependencies: AdmissionDependencies): Promise<Admission> {
  const { keys, access, log } = dependencies;
  const ledger = openUseLedger(keys, log);
  await app.register(rateLimit, { global: false });
  const limitOfKey = app.createRateLimit({
    timeWindow: minuteMs,
    keyGenerator: ({ apiKey }) => apiKey?.id ?? '',
    max: ({ apiKey }) => apiKey?.requestsPerMinute ?? access.requestsPerMinute,
  });
  const { sessionKeyOf, ...admission } = recogniseKeys(app, dependencies);

  const admit = async (
    request: FastifyRequest,
    reply: FastifyReply,
    token: string | undefined,
  ): Promise<void> => {
    const needed = accessOf(request.method, request.routeOptions.url);
    if (needed === 'anyone') return;
    const key = token === undefined ? await sessionKeyOf(request) : await admission.recognise(request, token);
    if (key === undefined) {
      if (await admission.asksForKeys()) throw appError('KEY_MISSING', []);
      return;
    }
    if (!isAtLeast(key.role, needed)) throw appError('KEY_FORBIDDEN', [key.role, needed]);
    request.apiKey = key;
    const rate = await limitOfKey(request);
    refuseExceeded(rate);
    if (!rate.isAllowed)
      reply.header('x-ratelimit-limit', rate.max).header('x-ratelimit-remaining', rate.remaining);
    refuseOverQuota(key, ledger);
  };

  app.decorateRequest('apiKey', null);
  app.decorateRequest('keyMayFollow', false);
  app.decorateRequest('bodyCounter', null);
  app.addHook('onRequest', async (request, reply) => {
    const token = bearerToken(request) ?? keyOfQuery(request);
    request.keyMayFollow = token === undefined && mayHaveKeyInBody(request);
    if (!request.keyMayFollow) await admit(request, reply, token);
  });
  app.addHook('preValidation', async (request, reply) => {
    if (request.keyMayFollow) await admit(request, reply, keyOfBody(request));
  });
  countUse(app, ledger);
  return admission;
}

/** Needs the rate limits to be there. */
function recogniseKeys(
  app: App,
  { keys, sessions, access }: AdmissionDependencies,
): Admission & { readonly sessionKeyOf: Admission['keyOf'] } {
  const nowMs = (): number => performance.now();
  const known = rememberKeys(keys, nowMs);
  const knownSessions = rememberKeys({ ...sessions, status: known.status }, nowMs);
  const limitOfAddress = app.createRateLimit({ timeWindow: minuteMs, max: wrongKeysPerMinute });
  const sessionKeyOf = async (request: FastifyRequest): Promise<ApiKey | undefined> => {
    const token = sessionTokenOf(request);
    const counts = !changes(request.method) || request.headers.origin !== undefined;
    return token === undefined || !counts ? undefined : knownSessions.recognise(token);
  };
  return {
    sessionKeyOf,
    recognise: async (request, token) => {
      refuseExceeded(await limitOfAddress(request, { increment: false }));
      const key = await known.recognise(token);
      if (key !== undefined) return key;
      await limitOfAddress(request);
      throw appError('KEY_INVALID', []);
    },
    asksForKeys: async () => access.askForKeys === 'always' || (await known.status()).made,
    keyOf: async (request) => {
      const token = bearerToken(request);
      return token === undefined ? sessionKeyOf(request) : known.recognise(token);
    },
  };
}

function countUse(app: App, ledger: UseLedger): void {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    if (request.apiKey === null && !request.keyMayFollow) {
      done(null, payload);
      return;
    }
    const counter = new BodyCounter();
    request.bodyCounter = counter;
    // Its errors are the counter's, and those are heard by whoever reads the body.
    done(
      null,
      pipeline(payload, counter, () => undefined),
    );
  });
  app.addHook('onResponse', (request, _reply: FastifyReply, done) => {
    const { apiKey, bodyCounter } = request;
    if (apiKey !== null) ledger.note({ id: apiKey.id, usedAt: new Date(), bytes: bodyCounter?.bytes ?? 0 });
    done();
  });
  app.addHook('onClose', () => ledger.close());
}

/** RFC 6750, section 2.1; the scheme's case does not matter. Undefined when there is no such header. */
function bearerToken(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  return /^bearer +(\S+)$/i.exec(authorization.trim())?.[1] ?? '';
}

type RateState = Awaited<ReturnType<ReturnType<App['createRateLimit']>>>;

function refuseExceeded(rate: RateState): void {
  if (rate.isAllowed || !rate.isExceeded) return;
  const retryAfterSeconds = Math.max(1, rate.ttlInSeconds);
  throw appError('RATE_LIMITED', [rate.max, retryAfterSeconds], {
    details: { most: rate.max, retryAfterSeconds },
  });
}

function refuseOverQuota({ id, bytesPerDay, bytesToday }: ApiKey, ledger: UseLedger): void {
  if (bytesPerDay === null || bytesToday + ledger.pendingBytes(id) < bytesPerDay) return;
  const retryAfterSeconds = Math.ceil((86_400_000 - (Date.now() % 86_400_000)) / 1_000);
  throw appError('QUOTA_EXCEEDED', [bytesPerDay], { details: { most: bytesPerDay, retryAfterSeconds } });
}
