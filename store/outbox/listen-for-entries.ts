import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../../core/logger.ts';
import { outboxChannel } from './outbox-channel.ts';

export interface ListenOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly callback: () => void;
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
 * is not stopped. Calls back after each new connection too: something may have been put in while there was none.
 */
export function listenForEntries({ databaseUrl, log, callback }: ListenOptions): Listener {
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
      application_name: 'muwazi-outbox',
    });
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', () => undefined); // `end` follows, and is what we wait for
    client.on('notification', callback);
    const end = (): void => void client.end().catch(() => undefined);
    signal.addEventListener('abort', end, { once: true });
    try {
      await client.connect();
      await client.query(`listen ${outboxChannel}`);
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
        if (!stopped()) callback();
      }).catch((error: unknown) => error);
      tried();
      if (stopped()) return;
      log.warn(
        { code: (lost as { code?: string } | undefined)?.code ?? null },
        'outbox listener lost its connection',
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
