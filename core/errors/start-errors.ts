import { entry, type Entry } from './entry.ts';

/** What keeps Muwazi from starting. */
export const startErrors = {
  CONFIG_INVALID: entry(
    500,
    'operator',
    (problems: string) => `The configuration is not valid:\n${problems}`,
  ),
  DATA_DIR_HELD: entry(
    409,
    'operator',
    (directory: string, holder: string) =>
      `The data directory ${directory} is in use by ${holder}. Stop that one first.`,
  ),
  DATA_DIR_UNUSABLE: entry(
    500,
    'operator',
    (directory: string, why: string) => `The data directory ${directory} cannot be used: ${why}.`,
  ),
  KEYS_REQUIRED: entry(
    500,
    'operator',
    (host: string) =>
      `There is no key yet, and ${host} can be reached by others. Make one first: muwazi keys create --role admin`,
  ),
  ADDRESS_IN_USE: entry(
    500,
    'operator',
    (address: string) =>
      `${address} is in use by another program. Stop it, or set MUWAZI_PORT to a free port.`,
  ),
  DATABASE_START_FAILED: entry(
    500,
    'operator',
    (why: string) => `The embedded PostgreSQL did not start: ${why}.`,
  ),
  DATABASE_TOO_NEW: entry(
    500,
    'operator',
    (found: string) =>
      `The database was written by a newer Muwazi (migration ${found}). Update this installation.`,
  ),
  REDIS_POLICY: entry(
    500,
    'operator',
    (policy: string) =>
      `Redis may drop jobs: its maxmemory-policy is "${policy}". Set it to noeviction and start again.`,
  ),
} as const satisfies Readonly<Record<string, Entry<never>>>;
