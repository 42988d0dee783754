import { errorCatalogue, type ErrorCode } from '../../core/error-catalogue.ts';

/** An error as `docs/errors.md` shows it. */
export interface ErrorReference {
  readonly code: string;
  readonly status: number;
  readonly retry: string;
  /** With the names of its parameters in braces. */
  readonly sentence: string;
}

/** What the catalogue says, in its order. */
export function readCatalogue(): readonly ErrorReference[] {
  return Object.keys(errorCatalogue).map((code) => {
    const { status, retry, sentence } = errorCatalogue[code as ErrorCode]; // the catalogue's own keys
    return { code, status, retry, sentence: withPlaceholders(sentence) };
  });
}

/** What a document of the form of `docs/errors.md` says, in its order. */
export function readErrorDocument(markdown: string): readonly ErrorReference[] {
  const entries = markdown.matchAll(/^### `(\w+)`\n\n(\d{3}), retry: (\w+)\n\n((?:> .*\n)+)/gm);
  return [...entries].map(([, code = '', status = '', retry = '', quote = '']) => ({
    code,
    status: Number(status),
    retry,
    sentence: quote.trimEnd().replace(/^> /gm, ''),
  }));
}

/** The sentence for parameters that are their own names. Names are all that is left of them at run time. */
function withPlaceholders(sentence: (...values: never[]) => string): string {
  const parameters = /^\(?([^)=]*)\)?\s*=>/.exec(sentence.toString())?.[1] ?? '';
  const names = parameters.split(',').map((name) => name.trim());
  // Every sentence puts its parameters into a template; one that calculates would throw here and be noticed.
  return sentence(...(names.map((name) => `{${name}}`) as never[]));
}
