import { useFormats, useTexts } from '../../language/define-texts.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { useSession } from '../../server/use-session.ts';
import { ArticlesUnderWay } from './articles-under-way.tsx';
import { Course } from './course.tsx';
import { queueTexts } from './queue-texts.ts';
import { useQueue, type Queue } from '../../live/use-queue.ts';
import { Workers } from './workers.tsx';
import './queue.css';

/** What waits, what is done how fast, who does it, and what can be done about it. */
export function QueuePage() {
  const texts = useTexts(queueTexts);
  usePageTitle(texts.title);
  const isAdmin = useSession()?.role === 'admin';
  const { data, error, refetch } = useQueue();
  if (data === undefined)
    return error === null ? <Loading /> : <Failed error={error} onAgain={() => void refetch()} />;
  return (
    <div className="page queue">
      <h1>{texts.title}</h1>
      {data.jobs === null ? (
        <p className="caution" role="status">
          {texts.away}
        </p>
      ) : null}
      <Counts queue={data} />
      <Course queue={data} />
      <ArticlesUnderWay />
      <Workers workers={data.workers} />
      {isAdmin ? (
        <p className="small">
          <a href="/queues">{texts.board}</a> <span className="soft">{texts.boardWhy}</span>
        </p>
      ) : null}
    </div>
  );
}

const counted = ['waiting', 'running', 'delayed', 'paused', 'failed', 'doneLastHour'] as const;

function Counts({ queue: { paragraphs, oldestWaitingSince } }: { readonly queue: Queue }) {
  const texts = useTexts(queueTexts);
  const formats = useFormats();
  return (
    <section aria-label={texts.paragraphs}>
      <h2>{texts.paragraphs}</h2>
      <dl className="counts">
        {counted.map((name) => (
          <div key={name} className={paragraphs[name] === 0 ? 'none' : name}>
            <dt>{texts[name]}</dt>
            <dd>{formats.number(paragraphs[name])}</dd>
          </div>
        ))}
      </dl>
      {oldestWaitingSince === null ? null : <p className="soft small">{texts.since(oldestWaitingSince)}</p>}
    </section>
  );
}
