import { readFile } from 'node:fs/promises';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { appError } from '../../core/app-error.ts';

const text = Type.String({ minLength: 1, pattern: '\\S' });
const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const bytes = Type.Integer({ minimum: 0 });
const score = Type.Number({ minimum: 0, maximum: 100 });
const tokens = Type.Integer({ minimum: 1 });

/** `owner/name` as the hub writes it. */
const hubId = Type.String({ pattern: '^[\\w-][\\w.-]*/[\\w-][\\w.-]*$' });

/** Relative, with slashes, no part of which begins with a dot: nothing outside the model's directory can be meant. */
const path = Type.String({ pattern: '^[\\w-][\\w.-]*(/[\\w-][\\w.-]*)*$' });

const fileSchema = Type.Object(
  {
    path,
    /** Absent where only the hub knows: then what it announces is recorded at the first pull, and verified from then on. */
    bytes: Type.Optional(bytes),
    sha256: Type.Optional(sha256),
    /** `optional`: a repository without it is whole. */
    need: Type.Optional(Type.Literal('optional')),
  },
  { additionalProperties: false },
);

/** Files of one origin. */
const sourceSchema = Type.Object(
  {
    /** Repository on the hub; null for files that ship with Muwazi. */
    repository: Type.Union([hubId, Type.Null()]),
    /** Branch, tag or commit. */
    revision: text,
    files: Type.Array(fileSchema, { minItems: 1 }),
  },
  { additionalProperties: false },
);

/**
 * What is known of a model, version 1: one JSON file. `models/registry/README.md` explains each field to those who
 * write one.
 */
export const modelManifestSchema = Type.Object(
  {
    format: Type.Literal('muwazi-model'),
    version: Type.Literal(1),
    id: Type.Union([hubId, Type.String({ pattern: '^[\\w-][\\w.-]*$' })]),
    /** Content revision, over all files (model-revision.ts); a pull fills it in. */
    revision: Type.Optional(text),
    fetchedAt: Type.Optional(text),
    about: Type.String(),
    /** How the files make a model; Marian's is the one that models/engine reads. */
    layout: Type.Literal('marian'),
    languages: Type.Union([
      Type.Object({ source: text, target: text }, { additionalProperties: false }),
      Type.Null(),
    ]),
    licence: text,
    /** `auto` takes the highest of those that are here and translate Arabic to English; without a rank it takes none. */
    rank: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    limits: Type.Optional(
      Type.Object({ sourceTokens: tokens, targetTokens: tokens }, { additionalProperties: false }),
    ),
    scores: Type.Array(
      Type.Object({ set: text, bleu: score, chrf2: score, revision: text }, { additionalProperties: false }),
    ),
    sources: Type.Array(sourceSchema, { minItems: 1 }),
  },
  { additionalProperties: false },
);
export type ModelManifest = Static<typeof modelManifestSchema>;
export type ManifestSource = ModelManifest['sources'][number];
export type ManifestFile = ManifestSource['files'][number];

/** Reads the manifest in `file`. Rejects with MODEL_MANIFEST_INVALID naming the field that is wrong. */
export async function readManifest(file: string): Promise<ModelManifest> {
  return parseManifest(await readFile(file, 'utf8').catch(() => ''), file);
}

/** Reads a manifest from `json`; `name` is what an error calls it. Throws MODEL_MANIFEST_INVALID. */
export function parseManifest(json: string, name: string): ModelManifest {
  const value = parseJson(json, name);
  if (!Value.Check(modelManifestSchema, value)) throw invalid(name, firstProblem(value));
  const twice = firstTwice(value.sources.flatMap(({ files }) => files.map((file) => file.path)));
  if (twice !== undefined) throw invalid(name, `it names the file ${twice} twice`);
  return value;
}

function parseJson(json: string, name: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw invalid(name, 'it is not JSON');
  }
}

function firstProblem(value: unknown): string {
  const [first] = Value.Errors(modelManifestSchema, value);
  if (first === undefined) return 'it has another form';
  const place = first.instancePath === '' ? 'it' : first.instancePath;
  return `${place} ${first.message}`;
}

function firstTwice(paths: readonly string[]): string | undefined {
  return paths.find((one, place) => paths.indexOf(one) !== place);
}

function invalid(file: string, problem: string) {
  return appError('MODEL_MANIFEST_INVALID', [file, problem], { details: { file } });
}
