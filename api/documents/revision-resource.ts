import { Type, type Static } from 'typebox';
import type { SegmentRevision } from '../../core/segment-revision.ts';

/** One of the texts that a segment has had. */
export const revisionSchema = Type.Object({
  revision: Type.Integer({ description: '0 is the first; the highest stands.' }),
  source: Type.String(),
  target: Type.String(),
  origin: Type.String(),
  author: Type.Union([Type.String(), Type.Null()], {
    description: 'Who wrote or accepted it, as they called themselves; null for a machine.',
  }),
  confidence: Type.Union([Type.Number(), Type.Null()]),
  flags: Type.Array(Type.String()),
  model: Type.Union([Type.Object({ id: Type.String(), revision: Type.String() }), Type.Null()]),
  createdAt: Type.String({ format: 'date-time' }),
});
export type RevisionResource = Static<typeof revisionSchema>;

export function revisionResourceOf(revision: SegmentRevision): RevisionResource {
  const { sourceText, targetText, flags, model, createdAt } = revision;
  return {
    revision: revision.revision,
    source: sourceText,
    target: targetText,
    origin: revision.origin,
    author: revision.author,
    confidence: revision.confidence,
    flags: [...flags],
    model: model === null ? null : { ...model },
    createdAt: createdAt.toISOString(),
  };
}
