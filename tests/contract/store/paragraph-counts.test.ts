import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '../../../core/app-error.ts';
import { documentActions, type DocumentAction } from '../../../core/document.ts';
import { silentLogger } from '../../../core/logger.ts';
import type { ParagraphClaim } from '../../../store/paragraph-store.ts';
import { openStore } from '../../../store/open-store.ts';
import type { Store } from '../../../store/store.ts';
import { articleOf, openTestStore, segmentsOf, type TestStore } from '../../support/test-store.ts';

const processes = 3;
let store: TestStore;
let stores: readonly Store[];
let inspector: pg.Client;

beforeAll(async () => {
  store = await openTestStore();
  const options = { databaseUrl: store.databaseUrl, log: silentLogger, maxConnections: 4 };
  stores = await Promise.all(Array.from({ length: processes }, () => openStore(options)));
  inspector = new pg.Client({ connectionString: store.databaseUrl });
  await inspector.connect();
});
afterAll(async () => {
  await inspector.end();
  await Promise.all(stores.map((each) => each.close()));
  await store.discard();
});

interface Step {
  readonly kind: 'claim' | 'commit' | 'release' | 'fail' | 'relay' | 'handBack' | 'delete' | DocumentAction;
  /** Which process does it, and to which paragraph. */
  readonly process: number;
  readonly paragraph: number;
}

const step = fc.record<Step>({
  kind: fc.oneof(
    {
      weight: 20,
      arbitrary: fc.constantFrom<Step['kind']>('claim', 'commit', 'release', 'fail', 'relay', 'handBack'),
    },
    { weight: 5, arbitrary: fc.constantFrom<Step['kind']>(...documentActions) },
    { weight: 1, arbitrary: fc.constant<Step['kind']>('delete') },
  ),
  process: fc.nat({ max: processes - 1 }),
  paragraph: fc.nat({ max: 11 }),
});

const isAction = (kind: Step['kind']): kind is DocumentAction =>
  (documentActions as readonly string[]).includes(kind);

/** Too late, or deleted: that is an answer. A deadlock is not. */
function unlessRefused(error: unknown): void {
  const refusals: readonly unknown[] = ['DOCUMENT_ENDED', 'DOCUMENT_UNKNOWN'];
  if (!(error instanceof AppError) || !refusals.includes(error.code)) throw error;
}

/** Paragraphs that wait for a resume nobody will ask for, and those that go on while their article is paused. */
async function strandedParagraphs(): Promise<readonly unknown[]> {
  const { rows } = await inspector.query<object>(`
    select p.id, p.status, p.hold, d.status as document
    from muwazi.paragraphs p join muwazi.documents d on d.id = p.document_id
    where p.status = 'queued' and (p.hold is not null) <> d.paused`);
  return rows;
}

/** What the documents say of themselves that the paragraphs do not bear out. */
async function disagreements(): Promise<readonly unknown[]> {
  const { rows } = await inspector.query<object>(`
    with counted as (
      select document_id,
        count(*)::int as total,
        count(*) filter (where status = 'queued')::int as queued,
        count(*) filter (where status = 'running')::int as running,
        count(*) filter (where status = 'done')::int as done,
        count(*) filter (where status = 'failed')::int as failed,
        count(*) filter (where status = 'cancelled')::int as cancelled,
        coalesce(sum(source_chars) filter (where finished_at is null), 0)::int as chars_left
      from muwazi.paragraphs group by document_id)
    select d.id, d.status, c.*
    from muwazi.documents d full join counted c on c.document_id = d.id
    where (d.paragraphs_total, d.paragraphs_queued, d.paragraphs_running, d.paragraphs_done, d.paragraphs_failed,
           d.paragraphs_cancelled, d.chars_left)
      is distinct from (c.total, c.queued, c.running, c.done, c.failed, c.cancelled, c.chars_left)`);
  return rows;
}

/** Done paragraphs without their one segment, and segments of paragraphs that are not done. */
async function strayRows(): Promise<readonly unknown[]> {
  const { rows } = await inspector.query<object>(`
    select p.id, p.status, s.position
    from muwazi.paragraphs p full join muwazi.segments s on s.paragraph_id = p.id
    where (p.status = 'done') is distinct from (s.position is not null)`);
  return rows;
}

test('the counts of an article are right whatever workers do at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
      const documents = await Promise.all(
        [0, 1, 2].map((n) =>
          store.documents.create(articleOf(['أ', 'بب', 'ججج', 'دددد'].map((t) => `${t}${n}`))),
        ),
      );
      const { rows } = await inspector.query<{ id: string }>(
        'select id from muwazi.paragraphs where document_id = any($1::uuid[]) order by position, id',
        [documents.map(({ id }) => id)],
      );
      const paragraphIds = rows.map(({ id }) => id);
      const claims = new Map<string, ParagraphClaim>();
      const generations = new Map<string, number>();

      const take = async ({ kind, process, paragraph }: Step): Promise<void> => {
        const { documents: articles, paragraphs, outbox } = stores[process]!;
        const paragraphId = paragraphIds[paragraph]!;
        const claim = claims.get(paragraphId);
        const generation = generations.get(paragraphId) ?? 0;
        if (kind === 'claim') {
          const taken = await paragraphs.claim(paragraphId, generation);
          if (taken !== undefined) claims.set(paragraphId, taken);
        }
        if (kind === 'commit' && claim) await paragraphs.commit(claim, segmentsOf(claim.text));
        if (kind === 'release' && claim) await paragraphs.release(claim);
        if (kind === 'fail') {
          await (claim
            ? paragraphs.failClaim(claim, 'TRANSLATION_FAILED')
            : paragraphs.failEntry({ paragraphId, generation }, 'WORKER_LOST'));
        }
        if (kind === 'relay') {
          await outbox.relay(5, (entries) => {
            for (const entry of entries) generations.set(entry.paragraphId, entry.generation);
            return Promise.resolve();
          });
        }
        if (kind === 'handBack') {
          await outbox.handBack(
            [...(await outbox.listHandedOver({ olderThanMs: -60_000, limit: 6 }))].reverse(),
          );
        }
        const documentId = documents[paragraph % 3]!.id;
        if (isAction(kind)) await articles.act(documentId, kind).catch(unlessRefused);
        if (kind === 'delete') await articles.delete(documentId);
      };

      // A deadlock would reject one of the steps.
      // Eight at a time: enough to meet on the same rows, while later steps still see what earlier ones did.
      for (let at = 0; at < steps.length; at += 8) await Promise.all(steps.slice(at, at + 8).map(take));
      expect(await disagreements()).toEqual([]);
      expect(await strayRows()).toEqual([]);
      expect(await strandedParagraphs()).toEqual([]);
      await inspector.query('delete from muwazi.documents');
    }),
    { numRuns: 25 },
  );
}, 120_000);
