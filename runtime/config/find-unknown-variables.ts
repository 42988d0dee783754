import { closest, distance } from 'fastest-levenshtein';
import type { ConfigProblem, Environment } from './read-config.ts';
import { settings } from './setting.ts';

/** More differences than this and a suggestion would be a guess. */
const mostTypos = 4;

/** The MUWAZI_ variables in `env` that do not exist, each with the name that was probably meant. */
export function findUnknownVariables(env: Environment): readonly ConfigProblem[] {
  const known = settings.map(({ setting }) => setting.variable);
  return Object.entries(env).flatMap(([variable, value]) => {
    if (value === undefined || !/^MUWAZI_/iu.test(variable) || known.includes(variable)) return [];
    const nearest = closest(variable.toUpperCase(), known);
    const isNear = distance(variable.toUpperCase(), nearest) <= mostTypos;
    const expected = isNear ? nearest : 'a variable that docs/operations.md lists';
    return [{ variable, value: null, expected }];
  });
}
