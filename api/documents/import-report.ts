import { Type, type Static } from 'typebox';
import type { EditOutcome, JudgedEdit } from '../../core/segment-edit.ts';

/** Segments named in each part of a report; the count is always of all. */
const mostNamed = 100;

/** Ids come from the file; ours have 37 to 45 characters. */
const idChars = 60;

const nullableText = Type.Union([Type.String(), Type.Null()]);

const partSchema = Type.Object({
  count: Type.Integer(),
  segments: Type.Array(
    Type.Object({
      segmentId: nullableText,
      line: Type.Integer({ description: 'Where it stands in the file.' }),
      reason: nullableText,
    }),
    { description: `The first ${mostNamed}, in the order of the file.` },
  ),
});

/** What became of the segments in a file; `docs/imports.md` explains the four parts and the reasons. */
export const importReportSchema = Type.Object({
  applied: partSchema,
  unchanged: partSchema,
  unknown: partSchema,
  conflict: partSchema,
});
export type ImportReport = Static<typeof importReportSchema>;

export function importReportOf(judged: readonly JudgedEdit[]): ImportReport {
  const inOrder = judged.toSorted((one, other) => one.edit.line - other.edit.line);
  const part = (outcome: EditOutcome): Static<typeof partSchema> => {
    const those = inOrder.filter((one) => one.outcome === outcome);
    const segments = those.slice(0, mostNamed).map(({ edit: { segmentId, line }, reason }) => ({
      segmentId: segmentId?.slice(0, idChars) ?? null,
      line,
      reason,
    }));
    return { count: those.length, segments };
  };
  return {
    applied: part('applied'),
    unchanged: part('unchanged'),
    unknown: part('unknown'),
    conflict: part('conflict'),
  };
}
