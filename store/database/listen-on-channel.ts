import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../../core/logger.ts';

export interface ListenOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  /** A name of ours, never of somebody else's making: it becomes part of a statement. */
  readonly channel: string;
  /** Gets what was announced; null after a new connection: something may have been announced while there was none. */
  readonly callback: (payload: string | null) => void;
}

export interface Listener {
  /** Resolves when the first connection stands, or has failed and is tried again. */
  readonly firstTry: Promise<void>;
  /** Never rejects. No callback comes after it was called. */
  stop(): Promise<void>;
}

const connectTimeoutMs = 1_000;
const shortestPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Listens on a connection of its own, since a pool lends connections to everybody, and connects anew for as long as it
 * is not stopped.
 */
export function listenOnChannel({ databaseUrl, log, channel, callback }: ListenOptions): Listener {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = (): boolean => signal.aborted;
  let tried = (): void => undefined;
  const firstTry = new Promise<void>((resolve) => {
    tried = resolve;
  });

  const listenOnce = async (onConnected: () => void): Promise<void> => {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      application_name: channel,
    });
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', () => undefined); // `end` follows, and is what we wait for
    client.on('notification', ({ payload }) => {
      callback(payload ?? null);
    });
    const end = (): void => void client.end().catch(() => undefined);
    signal.addEventListener('abort', end, { once: true });
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      onConnected();
      await ended;
    } finally {
      signal.removeEventListener('abort', end);
      client.removeAllListeners('notification');
      end();
    }
  };

  const keepListening = async (): Promise<void> => {
    let pauseMs = shortestPauseMs;
    while (!stopped()) {
      const lost = await listenOnce(() => {
        pauseMs = shortestPauseMs;
        tried();
        if (!stopped()) callback(null);
      }).catch((error: unknown) => error);
      tried();
      if (stopped()) return;
      log.warn(
        { channel, code: (lost as { code?: string } | undefined)?.code ?? null },
        'listener lost its connection',
      );
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  };

  const listening = keepListening();
  return {
    firstTry,
    stop: async () => {
      stopping.abort();
      await listening;
    },
  };
}
