import { entry, type Entry } from './entry.ts';

/** What a command of the CLI can meet. */
export const commandErrors = {
  ARGUMENTS_INVALID: entry(400, 'never', (problem: string) => `The command cannot be read: ${problem}`),
  INPUT_UNREADABLE: entry(400, 'never', (file: string, why: string) => `${file} cannot be read: ${why}.`),
  OUTPUT_EXISTS: entry(
    409,
    'never',
    (file: string) => `${file} is there already. Add --force to replace it, or name another with --out.`,
  ),
  OUTPUT_UNWRITABLE: entry(
    500,
    'operator',
    (file: string, why: string) => `${file} cannot be written: ${why}.`,
  ),
  SERVER_UNREACHABLE: entry(
    503,
    'later',
    (address: string) =>
      `No Muwazi answers at ${address}. Start one with "muwazi start", or name another with --server.`,
  ),
  ANSWER_UNEXPECTED: entry(
    502,
    'operator',
    (address: string, found: string) =>
      `What answers at ${address} is not a Muwazi of this version: ${found}. Name another with --server.`,
  ),
  EVALUATION_FILE_UNUSABLE: entry(
    400,
    'never',
    (file: string, why: string) => `${file} cannot be used for an evaluation: ${why}.`,
  ),
} as const satisfies Readonly<Record<string, Entry<never>>>;
