import type { Logger } from '../core/logger.ts';
import { withholdRowText } from '../core/withhold-row-text.ts';
import type { ReportError } from './bull-backend.ts';

/** A back end that is away fails every connection several times a second; one line in this time says enough. */
const quietMs = 10_000;

/**
 * Logs errors that come by themselves, each kind at most once in ten seconds, with how many were left out.
 * A kind is the class and the code of the error.
 */
export function reportErrorsTo(log: Logger, nowMs: () => number): ReportError {
  const kinds = new Map<string, { loggedAtMs: number; leftOut: number }>();
  return (error) => {
    const kind = kindOf(error);
    const seen = kinds.get(kind);
    if (seen !== undefined && nowMs() - seen.loggedAtMs < quietMs) {
      seen.leftOut += 1;
      return;
    }
    kinds.set(kind, { loggedAtMs: nowMs(), leftOut: 0 });
    log.warn({ err: withholdRowText(error), leftOut: seen?.leftOut ?? 0 }, 'queue back end error');
  };
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return `${error.name} ${code}`;
}
