import type { LogFields, Logger } from '../../core/logger.ts';

export interface RecordedLine extends LogFields {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly msg: string;
}

/** A logger that keeps what it is told, so that a test can ask what was said and what was not. */
export function recordingLog(): Logger & { readonly lines: readonly RecordedLine[] } {
  const lines: RecordedLine[] = [];
  const keep = (level: RecordedLine['level']) => (fields: LogFields, msg: string) => {
    lines.push({ ...fields, level, msg });
  };
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
}
