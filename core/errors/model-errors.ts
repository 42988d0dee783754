import { entry, type Entry } from './entry.ts';

/** Finding and loading a model. */
export const modelErrors = {
  MODEL_UNKNOWN: entry(
    404,
    'operator',
    (name: string) =>
      `There is no model "${name}". Use auto, embedded, a hub id such as owner/name, or a directory.`,
  ),
  MODEL_FILE_INVALID: entry(
    500,
    'operator',
    (file: string, expected: string) => `The model file ${file} cannot be used: expected ${expected}.`,
  ),
  MODEL_UNREACHABLE: entry(
    503,
    'later',
    (name: string) =>
      `The model "${name}" could not be fetched. Check the network, or choose MUWAZI_MODEL=embedded.`,
  ),
} as const satisfies Readonly<Record<string, Entry<never>>>;
