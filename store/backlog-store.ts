import type { DocumentPriority } from '../core/document.ts';

/** Work that was accepted and has not begun. What is paused does not count. */
export interface Backlog {
  readonly paragraphs: number;
  /** The same, by the priority of their documents. */
  readonly byPriority: Readonly<Record<DocumentPriority, number>>;
  /** Since the oldest document among them came in; 0 when none waits. */
  readonly oldestSeconds: number;
}

export interface BacklogStore {
  read(): Promise<Backlog>;
}
