import { appError } from '../../core/app-error.ts';
import { findTextProblem } from '../../text/find-text-problem.ts';

/** Throws TEXT_BROKEN_UNICODE or TEXT_CONTROL_CHARACTER, with the place, for text no article may hold. */
export function refuseBrokenText(field: string, text: string): void {
  const problem = findTextProblem(text);
  if (problem === undefined) return;
  const { kind, codePoint, offset } = problem;
  const details = { field, codePoint, offset };
  switch (kind) {
    case 'lone-surrogate':
      throw appError('TEXT_BROKEN_UNICODE', [field], { details });
    case 'control-character':
      throw appError('TEXT_CONTROL_CHARACTER', [field, codePoint], { details });
  }
}
