import { createHash } from 'node:crypto';
import type { ApiKey, KeyStore } from '../../store/key-store.ts';

/** How long an answer of the store stands: so late does a revocation take effect. */
const rememberedMs = 5_000;
/** Far more than a newsroom has; without a bound, memory would be the caller's to fill. */
const mostRemembered = 1_000;

interface Remembered<Value> {
  readonly value: Value;
  readonly untilMs: number;
}

/** The same as the store says, at most five seconds ago. Remembers keys that are good, never those that are not. */
export function rememberKeys(
  keys: Pick<KeyStore, 'recognise' | 'status'>,
  nowMs: () => number,
): Pick<KeyStore, 'recognise' | 'status'> {
  const known = new Map<string, Remembered<ApiKey>>();
  let status: Remembered<Awaited<ReturnType<KeyStore['status']>>> | undefined;
  return {
    recognise: async (token) => {
      // Not the token itself: nothing that opens the door lies about in memory, and the look-up tells nothing of it.
      const digest = createHash('sha256').update(token).digest('base64');
      const earlier = known.get(digest);
      if (earlier !== undefined && earlier.untilMs > nowMs()) return earlier.value;
      known.delete(digest);
      const value = await keys.recognise(token);
      if (value === undefined) return undefined;
      known.set(digest, { value, untilMs: nowMs() + rememberedMs });
      if (known.size > mostRemembered) known.delete(known.keys().next().value ?? '');
      return value;
    },
    status: async () => {
      if (status === undefined || status.untilMs <= nowMs())
        status = { value: await keys.status(), untilMs: nowMs() + rememberedMs };
      return status.value;
    },
  };
}
