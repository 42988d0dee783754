import { Type } from 'typebox';

/** A row as `exports/aligned-record.ts` has it; `docs/formats.md` says what each field means. */
export const segmentSchema = Type.Object({
  segmentId: Type.String(),
  documentId: Type.String(),
  paragraphId: Type.String(),
  paragraphPosition: Type.Integer(),
  position: Type.Integer(),
  source: Type.String(),
  target: Type.String(),
  sourceStart: Type.Integer(),
  sourceEnd: Type.Integer(),
  gapBefore: Type.String(),
  gapAfter: Type.String(),
  confidence: Type.Union([Type.Number(), Type.Null()]),
  flags: Type.Unsafe<readonly string[]>(Type.Array(Type.String())),
  origin: Type.String(),
  model: Type.Union([Type.Object({ id: Type.String(), revision: Type.String() }), Type.Null()]),
  translatedAt: Type.String({ format: 'date-time' }),
  revision: Type.Integer(),
});
