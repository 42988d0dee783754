import { Link } from 'wouter';
import { useFormats, useTexts } from '../../language/define-texts.ts';
import { OwnText } from '../../parts/own-text.tsx';
import { sentenceHash } from '../reader/sentence-hash.ts';
import { queueTexts } from './queue-texts.ts';
import type { Worker } from '../../live/use-queue.ts';

export function Workers({ workers }: { readonly workers: readonly Worker[] }) {
  const texts = useTexts(queueTexts);
  return (
    <section>
      <h2>{texts.workers}</h2>
      {workers.length === 0 ? (
        <p className="soft">
          {texts.noWorkers}. {texts.noWorkersWhy}
        </p>
      ) : (
        <ul className="workers">
          {workers.map((worker) => (
            <WorkerCard key={worker.id} worker={worker} />
          ))}
        </ul>
      )}
    </section>
  );
}

function WorkerCard({ worker }: { readonly worker: Worker }) {
  const texts = useTexts(queueTexts);
  const formats = useFormats();
  const { host, status, model, threads, memoryBytes, error, sentencesPerSecond, current } = worker;
  return (
    <li className="worker">
      <h3>
        <bdi>{host}</bdi> <span className={`worker-status ${status} small`}>{texts.statuses[status]}</span>
      </h3>
      <dl className="facts">
        <dt>{texts.model}</dt>
        <dd>{model === null ? texts.noModel : <bdi>{model.id}</bdi>}</dd>
        <dt>{texts.threads}</dt>
        <dd>{formats.number(threads)}</dd>
        <dt>{texts.memory}</dt>
        <dd>{formats.bytes(memoryBytes)}</dd>
        <dt>{texts.speed}</dt>
        <dd>{texts.perSecond(sentencesPerSecond)}</dd>
      </dl>
      {error === null ? null : (
        <p className="error-text" lang="en" dir="ltr">
          {error.message} <code>{error.code}</code>
        </p>
      )}
      {current.length === 0 ? (
        <p className="soft small">{texts.idle}</p>
      ) : (
        <ul className="small">
          {current.map((work) => (
            <CurrentWork key={work.paragraphId} work={work} />
          ))}
        </ul>
      )}
    </li>
  );
}

function CurrentWork({ work }: { readonly work: Worker['current'][number] }) {
  const texts = useTexts(queueTexts);
  const { documentId, title, paragraphPosition, paragraphs } = work;
  const place = sentenceHash({ paragraphPosition, position: 0 });
  return (
    <li className="work">
      <Link href={`/documents/${documentId}#${place}`} className="cut">
        <OwnText text={title ?? texts.untitled} />
      </Link>
      <span className="soft">{texts.place(paragraphPosition + 1, paragraphs)}</span>
    </li>
  );
}
