import pg from 'pg';

/** What stands in a filled database. */
export interface CorpusShape {
  readonly documents: number;
  readonly paragraphsPerDocument: number;
  readonly segmentsPerParagraph: number;
  readonly collection: string;
  /** Numbers of documents begin here; for a database that others were filled into. */
  readonly firstDocument?: number;
}

/** Different sentences; the texts repeat after that, which only compression would notice. */
const sentences = 5_000;

/**
 * Fills a migrated database with finished documents of made-up sentences, 12 to 30 words long as those in the news are.
 * By SQL alone: a million segments in about a minute.
 */
export async function fillCorpus(databaseUrl: string, shape: CorpusShape): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of statementsFor(shape)) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Of a document (kind 1) or paragraph (2): its number, written as an id. */
function idOf(kind: number, number: string): string {
  return `('0197f0aa-000${kind}-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
}

/** 500 words of a language that nobody speaks, written in 16 `letters`. */
function words(letters: string): string {
  return `(select array_agg(translate(substr(md5(word::text), 1, 2 + word % 7), '0123456789abcdef', '${letters}'))
    from generate_series(1, 500) as word)`;
}

function sentenceOf(vocabulary: string): string {
  return `(select string_agg(${vocabulary}[1 + abs(hashint8(n * 31 + w)) % 500], ' ') || '.'
    from generate_series(1, 12 + n % 19) as w)`;
}

function statementsFor(shape: CorpusShape): readonly string[] {
  const { documents, paragraphsPerDocument, segmentsPerParagraph, collection, firstDocument = 0 } = shape;
  const lastDocument = firstDocument + documents - 1;
  const firstParagraph = firstDocument * paragraphsPerDocument;
  const lastParagraph = firstParagraph + documents * paragraphsPerDocument - 1;
  return [
    `create temporary table vocabulary as
      select ${words('ابتثجحخدذرزسشصضط')} as arabic, ${words('etaoinshrdlucmfw')} as latin`,
    `create temporary table sentences as
      select n, ${sentenceOf('arabic')} as source, ${sentenceOf('latin')} as target
      from vocabulary, generate_series(0, ${sentences - 1}) as n`,
    `create unique index on sentences (n)`,
    `create temporary table placed as
      select paragraph, position, source, target,
        (sum(length(source) + 1) over (partition by paragraph order by position) - length(source) - 1)::integer as start
      from generate_series(${firstParagraph}, ${lastParagraph}) as paragraph
        cross join generate_series(0, ${segmentsPerParagraph - 1}) as position
        join sentences on n = (paragraph * ${segmentsPerParagraph} + position) % ${sentences}`,
    `insert into muwazi.documents (id, title, collection, gap_after, source_chars, paragraphs_total, paragraphs_queued,
        paragraphs_done, chars_left, created_at, started_at, finished_at)
      select ${idOf(1, 'd')}, 'خبر ' || d, '${collection}', E'\\n', ${paragraphsPerDocument * segmentsPerParagraph * 100},
        ${paragraphsPerDocument}, 0, ${paragraphsPerDocument}, 0, moment, moment, moment
      from generate_series(${firstDocument}, ${lastDocument}) as d,
        lateral (select timestamptz '2026-01-01Z' + d * interval '1 minute' as moment)`,
    `insert into muwazi.paragraphs (id, document_id, position, gap_before, text, document_start, source_chars, status,
        finished_at)
      select ${idOf(2, 'paragraph')}, ${idOf(1, `paragraph / ${paragraphsPerDocument}`)},
        paragraph % ${paragraphsPerDocument}, case when paragraph % ${paragraphsPerDocument} = 0 then '' else E'\\n\\n' end,
        string_agg(source, ' ' order by position), 0, 0, 'done', now()
      from placed group by paragraph`,
    `insert into muwazi.segments (paragraph_id, position, start_offset, end_offset, source_text, target_text, confidence,
        flags, origin, model_id, model_revision)
      select ${idOf(2, 'paragraph')}, position, start, start + length(source), source, target,
        (paragraph * 7 + position) % 1000 / 1000.0,
        case when paragraph % 50 = 0 then '{low-confidence}'::text[] else '{}' end, 'model', 'embedded', 'a1b2c3'
      from placed`,
    `update muwazi.documents set
        segments_total = counted.total, segments_to_look_at = counted.to_look_at,
        confidence_sum = counted.sum, confidence_count = counted.total,
        flags = case when counted.to_look_at = 0 then '{}' else '{low-confidence}'::text[] end
      from (
        select document_id, count(*) as total, count(*) filter (where flags <> '{}') as to_look_at,
          sum(confidence::float8) as sum
        from muwazi.segments join muwazi.paragraphs p on p.id = paragraph_id group by document_id
      ) as counted
      where id = counted.document_id and segments_total = 0`,
    `drop table placed, sentences, vocabulary`,
    `analyze`,
  ];
}
