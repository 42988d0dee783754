import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { appError } from '../../core/app-error.ts';

/** What decoding needs to know of a Marian model; token ids are places in its vocabulary. */
export interface ModelConfig {
  readonly decoderLayers: number;
  readonly heads: number;
  /** Width of one attention head. */
  readonly headSize: number;
  readonly vocabularySize: number;
  readonly startId: number;
  readonly endId: number;
  readonly padId: number;
  /** Never produced; `padId` is always among them. */
  readonly bannedIds: readonly number[];
  /** Most tokens of a source sentence, with its end token. */
  readonly maxSourceTokens: number;
  /** Most tokens the decoder may hold, with its start token; the last of them is forced to be the end. */
  readonly maxTargetTokens: number;
}

const size = Type.Integer({ minimum: 1 });
const tokenId = Type.Integer({ minimum: 0 });
const optional = (schema: TSchema) => Type.Optional(Type.Union([schema, Type.Null()]));

/** The fields of `config.json` that are read. Others are nobody's business here. */
const architectureSchema = Type.Object({
  model_type: Type.Literal('marian'),
  d_model: size,
  decoder_layers: size,
  decoder_attention_heads: size,
  vocab_size: size,
  max_position_embeddings: size,
  decoder_start_token_id: tokenId,
  eos_token_id: tokenId,
  pad_token_id: tokenId,
});

const generationSchema = Type.Object({
  max_length: Type.Optional(Type.Union([size, Type.Null()])),
  bad_words_ids: optional(Type.Array(Type.Array(tokenId))),
});

/**
 * A source longer than this share of the target limit is split before decoding: English needs up to 1.5 tokens for
 * an Arabic one (measured on FLORES dev with the embedded model), and a translation must not end for want of room.
 */
const sourceShareOfTarget = 0.6;

/** Reads `config.json` and `generation_config.json`; rejects with MODEL_FILE_INVALID naming the file and the field. */
export async function readModelConfig(modelDirectory: string): Promise<ModelConfig> {
  const config = await readJson(modelDirectory, 'config.json', architectureSchema);
  const generation = await readJson(modelDirectory, 'generation_config.json', generationSchema);
  const maxTargetTokens = Math.min(
    generation.max_length ?? config.max_position_embeddings,
    config.max_position_embeddings,
  );
  // A longer entry bans a phrase, which no Marian model asks for; single tokens are all that is honoured.
  const banned = ((generation.bad_words_ids ?? []) as readonly (readonly number[])[])
    .filter((ids) => ids.length === 1)
    .flat();
  return {
    decoderLayers: config.decoder_layers,
    heads: config.decoder_attention_heads,
    headSize: config.d_model / config.decoder_attention_heads,
    vocabularySize: config.vocab_size,
    startId: config.decoder_start_token_id,
    endId: config.eos_token_id,
    padId: config.pad_token_id,
    bannedIds: [...new Set([...banned, config.pad_token_id])],
    maxSourceTokens: Math.min(
      config.max_position_embeddings,
      Math.floor(maxTargetTokens * sourceShareOfTarget),
    ),
    maxTargetTokens,
  };
}

async function readJson<Schema extends TSchema>(
  directory: string,
  file: string,
  schema: Schema,
): Promise<Static<Schema>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(join(directory, file), 'utf8'));
  } catch (cause) {
    throw appError('MODEL_FILE_INVALID', [file, 'a JSON object'], { details: { directory, file }, cause });
  }
  if (Value.Check(schema, parsed)) return parsed;
  const [first] = Value.Errors(schema, parsed);
  const expected = first === undefined ? 'another layout' : `"${first.instancePath}" that ${first.message}`;
  throw appError('MODEL_FILE_INVALID', [file, `a Marian model's settings (${expected})`], {
    details: { directory, file },
  });
}
