import { Type, type Static } from 'typebox';
import { segmentFlags } from '../../core/segment.ts';
import { glossaryReportSchema } from './glossary-report.ts';

const count = Type.Integer({ minimum: 0 });
const share = Type.Number({ minimum: 0, maximum: 1 });
const score = Type.Number({ minimum: 0, maximum: 100.000001 }); // rounding may exceed 100 by an ulp
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

const flag = Type.Enum([...segmentFlags]);
const model = Type.Object({ id: Type.String(), revision: Type.String() });
const estimate = Type.Object({ score, mean: score, halfWidth: Type.Number({ minimum: 0 }) });

const comparison = Type.Object({
  baseline: model,
  samples: count,
  seed: Type.Integer(),
  metrics: Type.Array(
    Type.Object({ name: Type.String(), baseline: estimate, system: estimate, pValue: share }),
  ),
});

/**
 * What one evaluation found, as it is written to disk: version 1.
 *
 * Shares are 0–1, scores 0–100. `translations` are in the order of the set, so that a later evaluation can be compared
 * with this one. `targetTokensPerSecond` counts what the model wrote, without start and end tokens.
 */
export const evaluationReportSchema = Type.Object({
  format: Type.Literal('muwazi-evaluation'),
  version: Type.Literal(1),
  createdAt: Type.String(),
  model,
  set: Type.Object({ name: Type.String(), sentences: count, fingerprint: Type.String() }),
  metrics: Type.Array(Type.Object({ name: Type.String(), score, signature: Type.String() })),
  speed: Type.Object({
    threads: count,
    durationMs: Type.Number({ minimum: 0 }),
    sentencesPerSecond: Type.Number({ minimum: 0 }),
    targetTokensPerSecond: Type.Number({ minimum: 0 }),
  }),
  flags: Type.Array(Type.Object({ flag, sentences: count, share })),
  reliability: Type.Array(
    Type.Object({
      from: share,
      to: share,
      sentences: count,
      meanConfidence: orNull(share),
      meanChrf: orNull(score),
    }),
  ),
  lowConfidence: Type.Object({
    poorBelowChrf: score,
    poor: count,
    flagged: count,
    found: count,
    precision: orNull(share),
    recall: orNull(share),
  }),
  comparison: orNull(comparison),
  /** Absent unless it was asked for. */
  glossary: Type.Optional(glossaryReportSchema),
  translations: Type.Array(
    Type.Object({ target: Type.String(), confidence: orNull(share), flags: Type.Array(flag), chrf: score }),
  ),
});
export type EvaluationReport = Static<typeof evaluationReportSchema>;
