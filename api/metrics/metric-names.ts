/**
 * Every metric of ours with its help text, by kind. docs/operations/ builds on the names: a test reads them there and
 * looks them up here.
 *
 * Workers count in their own processes and announce every two seconds; what a worker counted since its last word is
 * lost when it ends. `worker` is its host and process number: after a restart the series is a new one, as Prometheus
 * expects of counters.
 */
export const gauges = {
  muwazi_part_up: 'Whether a part answers: store, queue.',
  muwazi_workers: 'Workers heard of in the last 15 seconds, by status.',
  muwazi_queue_jobs: 'Jobs in the queue, by state.',
  muwazi_backlog_paragraphs: 'Paragraphs accepted and not begun, without those paused.',
  muwazi_backlog_oldest_seconds: 'Age of the oldest document with a paragraph that has not begun.',
  muwazi_resident_memory_bytes: 'Resident memory of each process.',
  muwazi_model_load_seconds: 'What loading the model took.',
} as const;

export const counters = {
  muwazi_paragraphs_total: 'Paragraphs that ended, by outcome: done, failed.',
  muwazi_paragraph_run_seconds_total: 'From claim to commit, added up over paragraphs that are done.',
  muwazi_retries_total: 'Tries that failed and were followed by another.',
  muwazi_stalls_total: 'Jobs whose worker went silent, by the worker that found them.',
  muwazi_sentences_total: 'Sentences by origin: model (or passed through), memory.',
  muwazi_tokens_total: 'Tokens by side: source (read), target (written).',
  muwazi_flags_total: 'Segments by flag.',
} as const;

export type GaugeName = keyof typeof gauges;
export type CounterName = keyof typeof counters;
