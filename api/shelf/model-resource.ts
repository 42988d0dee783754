import { Type, type Static } from 'typebox';
import type { ModelFacts, ShelfModel } from '../../core/model-shelf.ts';
import type { WorkerPresence } from '../../store/worker-registry.ts';

const nullableText = Type.Union([Type.String(), Type.Null()]);
const nullableBytes = (description: string) => Type.Union([Type.Integer(), Type.Null()], { description });

const factFields = {
  id: Type.String({ description: 'What it is chosen by; in an address its slash is written %2F.' }),
  about: Type.String({ description: 'A sentence for people; empty where nobody wrote one.' }),
  languages: Type.Union([Type.Object({ source: Type.String(), target: Type.String() }), Type.Null()]),
  licence: Type.String({ description: 'An SPDX identifier; `NOASSERTION` where nobody says.' }),
  scores: Type.Array(
    Type.Object({ set: Type.String(), bleu: Type.Number(), chrf2: Type.Number(), revision: Type.String() }),
    { description: 'As measured by `npm run eval`; empty where nobody has.' },
  ),
};

export const modelSchema = Type.Object({
  ...factFields,
  state: Type.Enum(['embedded', 'pulled', 'pullable']),
  revision: nullableText,
  bytes: nullableBytes('On disk; null where it is not here.'),
  auto: Type.Boolean({ description: 'Whether a worker that is told `auto` takes it when it starts.' }),
  usedBy: Type.Array(Type.String(), { description: 'Processes that have it loaded.' }),
  workers: Type.Integer({ description: 'Workers that translate with it now.' }),
  memoryBytes: nullableBytes('Resident memory of the largest of them; null without any.'),
});
export type ModelResource = Static<typeof modelSchema>;

export const modelCardSchema = Type.Object({
  ...factFields,
  revision: Type.String(),
  bytes: Type.Integer(),
  card: Type.Union([Type.String(), Type.Null()], {
    description: 'What its makers say, as Markdown; null where they sent no card along.',
  }),
});

export const verificationSchema = Type.Object({
  id: Type.String(),
  files: Type.Integer({ description: 'That were compared; 0 where the model came without a record.' }),
  faults: Type.Array(Type.Object({ file: Type.String(), fault: Type.Enum(['missing', 'size', 'content']) })),
});

/** Where a model lies on the server's disk is left out: it is nobody's business who asks over the network. */
export function modelResourceOf(model: ShelfModel, workers: readonly WorkerPresence[]): ModelResource {
  const own = workers.filter((worker) => worker.status === 'ready' && worker.model?.id === model.id);
  return {
    ...factsOf(model),
    state: model.state,
    revision: model.revision,
    bytes: model.bytes,
    auto: model.auto,
    usedBy: [...model.usedBy],
    workers: own.length,
    memoryBytes: own.length === 0 ? null : Math.max(...own.map(({ residentMemory }) => residentMemory)),
  };
}

export function factsOf({ id, about, languages, licence, scores }: ModelFacts) {
  return {
    id,
    about,
    languages: languages === null ? null : { ...languages },
    licence,
    scores: scores.map(({ set, bleu, chrf2, revision }) => ({ set, bleu, chrf2, revision })),
  };
}
