import type { Database } from '../database/tables.ts';
import type { ExportStore } from '../export-store.ts';
import { inspectSelection } from './inspect-selection.ts';
import { streamSelection } from './stream-selection.ts';

export function createExportStore(db: Database): ExportStore {
  return {
    inspect: (selection) => inspectSelection(db, selection),
    stream: (selection, options) => streamSelection(db, selection, options),
  };
}
