import type { LogFields, Logger } from '../../core/logger.ts';

export interface RecordedLine extends LogFields {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
}

/** A logger that keeps what it is told. */
export interface RecordedLog extends Logger {
  readonly lines: readonly RecordedLine[];
}

export function recordLog(): RecordedLog {
  const lines: RecordedLine[] = [];
  const keep =
    (level: RecordedLine['level']) =>
    (fields: LogFields, message: string): void => {
      lines.push({ ...fields, level, message });
    };
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
}
