import { Link } from 'wouter';
import { useTexts } from '../../language/define-texts.ts';
import { ActOnDocument } from '../../parts/act-on-document.tsx';
import { OwnText } from '../../parts/own-text.tsx';
import { Status } from '../../parts/status.tsx';
import type { Document } from '../../server/client.ts';
import { useDocuments } from '../documents/use-documents.ts';
import { queueTexts } from './queue-texts.ts';

/** In the order in which somebody would want to see them. */
const statuses = ['running', 'queued', 'paused', 'failed'] as const satisfies readonly Document['status'][];
const mostOfEach = 10;

/** What is not done, with what can be done about it. */
export function ArticlesUnderWay() {
  const texts = useTexts(queueTexts);
  return (
    <section>
      <h2>{texts.articles}</h2>
      <div className="under-way-lists">
        {statuses.map((status) => (
          <ArticlesOf key={status} status={status} />
        ))}
        <p className="no-articles soft">
          {texts.noArticles}. {texts.noArticlesWhy} <Link href="/new">{texts.add}</Link>
        </p>
      </div>
    </section>
  );
}

function ArticlesOf({ status }: { readonly status: (typeof statuses)[number] }) {
  const texts = useTexts(queueTexts);
  const { data } = useDocuments({ status });
  const documents = data?.pages.flatMap(({ items }) => items) ?? [];
  if (documents.length === 0) return null;
  const left = documents.length - mostOfEach;
  return (
    <ul className="articles">
      {documents.slice(0, mostOfEach).map((document) => (
        <Article key={document.id} document={document} />
      ))}
      {left > 0 ? (
        <li>
          <Link href={`/documents?status=${status}`}>{texts.more(left)}</Link>
        </li>
      ) : null}
    </ul>
  );
}

function Article({ document }: { readonly document: Document }) {
  const texts = useTexts(queueTexts);
  const { id, title, status, progress } = document;
  return (
    <li className="article">
      <Link href={`/documents/${id}`} className="document-title">
        <OwnText text={title ?? texts.untitled} className="cut" />
      </Link>
      <Status status={status} progress={progress} />
      <span className="article-actions">
        <ActOnDocument document={document} />
      </span>
    </li>
  );
}
