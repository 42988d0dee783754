import { availabilityErrors } from './errors/availability-errors.ts';
import { commandErrors } from './errors/command-errors.ts';
import { documentErrors } from './errors/document-errors.ts';
import { entry, type Entry } from './errors/entry.ts';
import { fileErrors } from './errors/file-errors.ts';
import { glossaryErrors } from './errors/glossary-errors.ts';
import { importErrors } from './errors/import-errors.ts';
import { keyErrors } from './errors/key-errors.ts';
import { modelErrors } from './errors/model-errors.ts';
import { requestErrors } from './errors/request-errors.ts';
import { startErrors } from './errors/start-errors.ts';
import { textErrors } from './errors/text-errors.ts';
import { webhookErrors } from './errors/webhook-errors.ts';
import { workErrors } from './errors/work-errors.ts';

/**
 * Every error a person or program can meet, with its HTTP status, who may retry, and one sentence that says what to do.
 * Codes are stable: never renamed, never reused. `docs/errors.md` lists them; a test compares the two.
 * Of two rooms with the same code the later would win unseen; a test makes sure that there are none.
 */
export const errorCatalogue = {
  ...requestErrors,
  ...keyErrors,
  ...textErrors,
  ...fileErrors,
  ...documentErrors,
  ...importErrors,
  ...glossaryErrors,
  ...availabilityErrors,
  ...workErrors,
  ...webhookErrors,
  ...modelErrors,
  ...startErrors,
  ...commandErrors,
  INTERNAL: entry(500, 'later', () => 'Something went wrong on our side. The log has the details.'),
} as const satisfies Record<string, Entry<never>>;

export type ErrorCode = keyof typeof errorCatalogue;

/** The parameters of the sentence of `Code`, in order. */
export type ErrorArguments<Code extends ErrorCode> = Parameters<(typeof errorCatalogue)[Code]['sentence']>;
