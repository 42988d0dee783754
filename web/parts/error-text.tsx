import { Problem, Unreachable } from '../server/problem.ts';
import { useTexts } from '../language/define-texts.ts';
import { useLanguage } from '../language/language.ts';
import { problemTexts } from './problem-texts.ts';
import { statesTexts } from './states-texts.ts';

/** What went wrong, in the language of the page; what only the server can say, in its own words. */
export function ErrorText({ error }: { readonly error: unknown }) {
  const language = useLanguage();
  const states = useTexts(statesTexts);
  if (error instanceof Unreachable) return <p>{states.unreachable}</p>;
  if (!(error instanceof Problem)) return <p>{states.failed}</p>;
  const known = problemTexts[language][error.code];
  if (known !== undefined) return <p>{known}</p>;
  return (
    <p lang="en" dir="ltr">
      {error.message} <code>{error.code}</code>
    </p>
  );
}
