import { entry, type Entry } from './entry.ts';

/** Finding, fetching and loading a model. */
export const modelErrors = {
  MODEL_UNKNOWN: entry(
    404,
    'operator',
    (name: string) =>
      `There is no model "${name}". Use auto, embedded, a hub id such as owner/name, or a directory.`,
  ),
  MODEL_NOT_PULLED: entry(
    404,
    'operator',
    (name: string) => `The model "${name}" is not here. Fetch it first: muwazi models pull ${name}`,
  ),
  MODEL_FILE_INVALID: entry(
    500,
    'operator',
    (file: string, expected: string) => `The model file ${file} cannot be used: expected ${expected}.`,
  ),
  MODEL_DAMAGED: entry(
    500,
    'operator',
    (file: string, name: string) =>
      `${file} of the model "${name}" is not as it was fetched. Mend it: muwazi models pull ${name}`,
  ),
  MODEL_UNREACHABLE: entry(
    503,
    'later',
    (name: string) =>
      `The model "${name}" could not be fetched. Check the network, or choose MUWAZI_MODEL=embedded.`,
  ),
  MODEL_FORBIDDEN: entry(
    403,
    'operator',
    (name: string) =>
      `The hub does not hand out "${name}": it is private, asks for consent, or does not exist. Set HF_TOKEN to a token that may read it.`,
  ),
  MODEL_MANIFEST_INVALID: entry(
    500,
    'operator',
    (file: string, problem: string) => `The model manifest ${file} cannot be used: ${problem}.`,
  ),
  MODEL_NOT_AS_DESCRIBED: entry(
    502,
    'operator',
    (file: string, name: string, found: string) =>
      `${file} of the model "${name}" is not what was announced: ${found}. Nothing was changed.`,
  ),
  MODEL_DISK_FULL: entry(
    507,
    'operator',
    (name: string, neededMegabytes: number, directory: string, freeMegabytes: number) =>
      `The model "${name}" takes ${neededMegabytes} MB more and ${directory} has room for ${freeMegabytes} MB. Free some space, or set MUWAZI_MODELS_DIR.`,
  ),
  MODEL_IN_USE: entry(
    409,
    'operator',
    (name: string, holder: string) =>
      `The model "${name}" is in use by ${holder}. Stop that one, or let it use another model, first.`,
  ),
  MODEL_SHIPPED: entry(
    409,
    'never',
    (name: string) => `The model "${name}" ships with Muwazi and cannot be removed.`,
  ),
  COMPARISON_BUSY: entry(
    409,
    'later',
    () => 'Two models are being compared already, which takes the memory of both. Wait until that has ended.',
  ),
  COMPARISON_FAILED: entry(
    500,
    'later',
    () => 'The comparison ended before its last sentence. The log says why; compare again.',
  ),
  MODELS_DIR_UNUSABLE: entry(
    500,
    'operator',
    (directory: string, why: string) => `The models directory ${directory} cannot be used: ${why}.`,
  ),
} as const satisfies Readonly<Record<string, Entry<never>>>;
