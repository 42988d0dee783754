import type { TLocalizedValidationError } from 'typebox/error';

/** One thing that is wrong with a request, for people (`problem`) and for programs (`field`). */
export interface FieldProblem {
  /** `title`, `paragraphs[3]`, or `body` for the whole. */
  readonly field: string;
  readonly problem: string;
}

/**
 * Says in words which fields are wrong and how; one entry a field, at most ten. Never repeats what was sent, except the
 * names of unknown fields.
 *
 * @param whole what to call the validated value itself: `body`, `query` …
 */
export function describeValidation(
  errors: readonly TLocalizedValidationError[],
  whole: string,
): readonly FieldProblem[] {
  const wrongTypes = new Map<string, Set<string>>();
  const problems: FieldProblem[] = [];
  for (const error of errors) {
    const field = fieldOf(error.instancePath, whole);
    if (error.keyword === 'type') {
      const types = wrongTypes.get(field) ?? new Set<string>();
      wrongTypes.set(field, types);
      for (const type of [error.params.type].flat()) types.add(type);
    } else {
      problems.push(...problemsOf(error, field));
    }
  }
  const typeProblems = [...wrongTypes].map(([field, types]) => ({
    field,
    problem: `must be ${[...types].map(nameOfType).join(' or ')}`,
  }));
  return [...typeProblems, ...problems].slice(0, 10);
}

/** The problems as one clause: `"title" must be a string; "colour" is not a field of this request`. */
export function sentenceOf(problems: readonly FieldProblem[]): string {
  return problems.map(({ field, problem }) => `"${field}" ${problem}`).join('; ');
}

function problemsOf(error: TLocalizedValidationError, field: string): readonly FieldProblem[] {
  const { keyword, params } = error;
  if (keyword === 'required') {
    return params.requiredProperties.map((name) => ({ field: name, problem: 'is missing' }));
  }
  if (keyword === 'additionalProperties') {
    return params.additionalProperties.map((name) => ({
      field: shortened(name),
      problem: 'is not a field of this request',
    }));
  }
  // Both repeat what another entry of the same field says better.
  if (keyword === 'boolean' || keyword === 'anyOf') return [];
  if (keyword === 'enum') return [{ field, problem: `must be one of: ${params.allowedValues.join(', ')}` }];
  if (keyword === 'minimum') return [{ field, problem: `must be at least ${params.limit}` }];
  if (keyword === 'maximum') return [{ field, problem: `must be at most ${params.limit}` }];
  return [{ field, problem: error.message }];
}

/** `/paragraphs/3` → `paragraphs[3]`. */
function fieldOf(instancePath: string, whole: string): string {
  if (instancePath === '') return whole;
  const [first = '', ...rest] = instancePath.slice(1).split('/');
  return shortened(first + rest.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join(''));
}

function nameOfType(type: string): string {
  if (type === 'null') return 'null';
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** Names come from whoever sends the request. */
function shortened(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 60)}…`;
}
