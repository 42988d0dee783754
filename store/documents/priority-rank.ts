import { documentPriorities, type DocumentPriority } from '../../core/document.ts';

/** The number a priority is kept as: 1 is first. */
export function rankOf(priority: DocumentPriority): number {
  return documentPriorities.indexOf(priority) + 1;
}

/** The priority that is kept as `rank`; what a newer version may have written counts as the last one we know. */
export function priorityOf(rank: number): DocumentPriority {
  return documentPriorities[rank - 1] ?? 'bulk';
}
