/** Names of what the page knows from the server: one place, because changes are brought in by name. */
export const queryKeys = {
  documents: ['documents'] as const,
  document: (id: string) => ['document', id] as const,
  segments: (id: string) => ['segments', id] as const,
  revisions: (id: string, segmentId: string) => ['revisions', id, segmentId] as const,
  collections: ['collections'] as const,
  search: ['search'] as const,
  queue: ['queue'] as const,
  session: ['session'] as const,
  estimate: ['estimate'] as const,
  models: ['models'] as const,
  modelCard: (id: string) => ['model-card', id] as const,
};
