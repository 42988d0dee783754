import type { Config } from '../../runtime/config/read-config.ts';

/** What loading the chosen model showed. */
export interface ModelTrial {
  readonly id: string;
  readonly revision: string;
  readonly directory: string;
  /** Memory that one loaded copy takes, measured. */
  readonly memoryBytes: number;
}

/**
 * Tries of the real parts, made by a composition root. Each rejects with the part's own AppError, which says what is
 * wrong, and leaves nothing behind.
 */
export interface Probes {
  /** Connects and asks one question. */
  database(databaseUrl: string): Promise<void>;
  /** Starts a database on a scratch directory and stops it; resolves with its major version. */
  embeddedDatabase(): Promise<number>;
  /** Whether a key opens the server; `unknown` where its database is not running, and would have to be started to be asked. */
  hasKey(config: Config): Promise<'yes' | 'no' | 'unknown'>;
  /** Connects, and asks what it does when its memory is full. */
  redis(redisUrl: string): Promise<void>;
  /**
   * Compares the files of the model with what was published, loads it and translates a sentence with it. Undefined: it is on the
   * hub and will be fetched.
   */
  model(config: Config): Promise<ModelTrial | undefined>;
}
