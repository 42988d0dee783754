import { AppError } from '../core/app-error.ts';
import type { ErrorCode } from '../core/error-catalogue.ts';
import { exitCodes as processExitCodes } from '../runtime/run-process.ts';

/**
 * Exit codes of `muwazi`, part of its interface: scripts decide by them. From 64 on they are those of sysexits(3);
 * 130 is what shells make of ^C.
 */
export const exitCodes = {
  ...processExitCodes,
  usage: 2,
  data: 65,
  noInput: 66,
  unavailable: 69,
  cannotCreate: 73,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What each code says; `muwazi --help` and docs/cli.md show this list. */
export const exitCodeMeanings: readonly (readonly [ExitCode, string])[] = [
  [exitCodes.ok, 'all was done'],
  [exitCodes.failed, 'it failed, in part or as a whole: a paragraph, a check of doctor, anything else'],
  [exitCodes.usage, 'the command line was not understood'],
  [exitCodes.data, 'a file or text was refused: of another kind, not Arabic, too long, broken'],
  [exitCodes.noInput, 'a file cannot be read'],
  [exitCodes.unavailable, 'no server answers, or it is not ready'],
  [exitCodes.cannotCreate, 'a file is there already, or cannot be written'],
  [exitCodes.configuration, 'the configuration or the installation has to be changed first'],
  [exitCodes.interrupted, 'interrupted (^C)'],
];

const byCode: Partial<Readonly<Record<ErrorCode, ExitCode>>> = {
  ARGUMENTS_INVALID: exitCodes.usage,
  EXPORT_FORMAT_UNKNOWN: exitCodes.usage,
  IMPORT_FORMAT_UNKNOWN: exitCodes.usage,
  REQUEST_INVALID: exitCodes.data,
  INPUT_UNREADABLE: exitCodes.noInput,
  OUTPUT_EXISTS: exitCodes.cannotCreate,
  OUTPUT_UNWRITABLE: exitCodes.cannotCreate,
  SERVER_UNREACHABLE: exitCodes.unavailable,
  ANSWER_UNEXPECTED: exitCodes.unavailable,
  STORE_UNAVAILABLE: exitCodes.unavailable,
  QUEUE_UNAVAILABLE: exitCodes.unavailable,
  NOT_READY: exitCodes.unavailable,
};

/** HTTP statuses with which text itself is refused. */
const refusedText: ReadonlySet<number> = new Set([413, 415, 422]);

/** The exit code that an error ends the command with; the text of an error has no say in it. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof AppError)) return exitCodes.failed;
  const listed = byCode[error.code];
  if (listed !== undefined) return listed;
  if (refusedText.has(error.status)) return exitCodes.data;
  return error.retry === 'operator' ? exitCodes.configuration : exitCodes.failed;
}
