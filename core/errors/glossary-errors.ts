import { entry, type Entry } from './entry.ts';

/** What collections want terms to be called. */
export const glossaryErrors = {
  GLOSSARY_UNKNOWN: entry(
    404,
    'never',
    (collection: string) => `The collection "${collection}" has no glossary.`,
  ),
  GLOSSARY_TERMS_INVALID: entry(
    422,
    'never',
    (problems: number, first: string) =>
      `Nothing was stored, because ${problems} of the terms cannot be taken. The first: ${first}.`,
  ),
  GLOSSARY_TOO_LARGE: entry(
    413,
    'never',
    (most: number) => `The glossary would have more than ${most} terms. Nothing was stored.`,
  ),
  GLOSSARY_CHANGED: entry(
    409,
    'never',
    (basedOn: number, revision: number) =>
      `Somebody changed the glossary meanwhile: yours is based on revision ${basedOn}, and ${revision} stands. Read it again, and send your changes on that one.`,
  ),
} as const satisfies Readonly<Record<string, Entry<never>>>;
