import { appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import type { KeyedEntry } from '../../store/glossary-store.ts';
import { findTextProblem } from '../../text/find-text-problem.ts';
import { termKeyOf } from '../../text/glossary/term-finder.ts';

/** A term as it was sent. */
export interface GivenTerm {
  readonly source: string;
  readonly target: string;
  readonly note?: string | null | undefined;
  /** The line of a file, or which term of a list it is; from 1. */
  readonly place: number;
}

/** What is wrong with a term, without its text. */
interface TermProblem {
  readonly place: number;
  readonly field: keyof Omit<GivenTerm, 'place'>;
  readonly problem: string;
}

/** Problems that are told of one request. */
const mostTold = 100;

/**
 * The terms as they are stored: trimmed, with their keys, the same one twice only once.
 *
 * Throws GLOSSARY_TERMS_INVALID, with the place of each that cannot be taken, or GLOSSARY_TOO_LARGE.
 *
 * @param placeName what a place is: `line`, `term`
 */
export function acceptTerms(given: readonly GivenTerm[], placeName: 'line' | 'term'): readonly KeyedEntry[] {
  const { glossaryTerms: mostTerms } = limits;
  if (given.length > mostTerms) throw appError('GLOSSARY_TOO_LARGE', [mostTerms], { details: { mostTerms } });
  const accepted = new Map<string, KeyedEntry & { readonly place: number }>();
  const problems: TermProblem[] = [];
  for (const { place, ...texts } of given) {
    const source = texts.source.trim();
    const target = texts.target.trim();
    const note = texts.note?.trim() ?? '';
    const found = problemsOf({ source, target, note }, place);
    const key = termKeyOf(source);
    const before = accepted.get(key);
    problems.push(...found);
    if (found.length > 0) continue;
    if (before === undefined)
      accepted.set(key, { key, source, target, note: note === '' ? null : note, place });
    else if (before.target !== target) problems.push(twice(place, `${placeName} ${before.place}`));
  }
  refuse(problems, placeName);
  return [...accepted.values()].map(({ key, source, target, note }) => ({ key, source, target, note }));
}

type Texts = Readonly<Record<TermProblem['field'], string>>;

function problemsOf(texts: Texts, place: number): readonly TermProblem[] {
  const { source, target } = texts;
  const fields = ['source', 'target', 'note'] as const;
  const problems = fields.flatMap((field) => {
    const problem = lineProblemOf(field, texts[field]);
    return problem === undefined ? [] : [{ place, field, problem }];
  });
  if (problems.length > 0) return problems;
  // Columns that were mistaken for each other are the commonest mistake, and would be noticed by nothing else.
  if (!/\p{Script=Arabic}/u.test(source) || termKeyOf(source) === '')
    return [{ place, field: 'source', problem: 'has no Arabic letters' }];
  if (/\p{Script=Arabic}/u.test(target)) return [{ place, field: 'target', problem: 'has Arabic letters' }];
  return /[\p{L}\p{N}]/u.test(target)
    ? []
    : [{ place, field: 'target', problem: 'has no letters or digits' }];
}

function lineProblemOf(field: TermProblem['field'], text: string): string | undefined {
  const most = field === 'note' ? limits.termNoteChars : limits.termChars;
  if (text === '' && field !== 'note') return 'is empty';
  if (text.length > most) return `has ${text.length} characters; the limit is ${most}`;
  if (field !== 'note' && /[\t\n\r\u0085\u2028\u2029]/u.test(text))
    return 'is more than one line, or has a tab';
  return findTextProblem(text) === undefined ? undefined : 'holds a control character or half of a character';
}

function twice(place: number, first: string): TermProblem {
  return { place, field: 'source', problem: `is the term of ${first}, with other English` };
}

function refuse(problems: readonly TermProblem[], placeName: 'line' | 'term'): void {
  const [first] = problems;
  if (first === undefined) return;
  const sentence = `${placeName} ${first.place}: "${first.field}" ${first.problem}`;
  const told = problems
    .slice(0, mostTold)
    .map(({ place, field, problem }) => ({ [placeName]: place, field, problem }));
  const terms = new Set(problems.map(({ place }) => place)).size;
  throw appError('GLOSSARY_TERMS_INVALID', [terms, sentence], { details: { terms, problems: told } });
}
