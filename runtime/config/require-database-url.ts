import { appError } from '../../core/app-error.ts';
import type { Config } from './read-config.ts';

/**
 * The database of a process that runs on its own: only the supervisor starts the embedded one and tells its children.
 * Rejects with CONFIG_INVALID when there is none.
 */
export function requireDatabaseUrl(config: Config): string {
  if (config.databaseUrl !== undefined) return config.databaseUrl;
  throw appError('CONFIG_INVALID', [
    '- DATABASE_URL is not set; expected a PostgreSQL URL, because this process was started without "npm start".',
  ]);
}
