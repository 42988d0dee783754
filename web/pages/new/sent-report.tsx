import { Link } from 'wouter';
import { useTexts } from '../../language/define-texts.ts';
import { ErrorText } from '../../parts/error-text.tsx';
import { Problem } from '../../server/problem.ts';
import { newTexts } from './new-texts.ts';
import type { Sent } from './send-articles.ts';

const mostShown = 50;

/** What became of a batch of which something was refused. */
export function SentReport({ sent: { accepted, refused } }: { readonly sent: Sent }) {
  const texts = useTexts(newTexts);
  if (refused.length === 0) return null;
  return (
    <section className="sent" role="alert">
      <p>
        {texts.accepted(accepted)}. <Link href="/documents">{texts.toDocuments}</Link>
      </p>
      <p className="error-text">{texts.refused(refused.length)}</p>
      <ul>
        {refused.slice(0, mostShown).map(({ line, problem }) => (
          <li key={line}>
            <b>{texts.line(line)}</b>
            <ErrorText error={new Problem(problem)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
