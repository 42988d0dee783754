import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { SentencePieceProcessor } from '@agnai/sentencepiece-js';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { appError } from '../../core/app-error.ts';
import { continuingTokens } from './continuing-tokens.ts';
import type { Tokeniser } from './tokeniser.ts';

export interface SentencePieceFiles {
  /** The SentencePiece model of the source language. */
  readonly sourceModel: string;
  /** That of the target language; absent where the model does not bring it, and the source's cuts for both. */
  readonly targetModel?: string;
  /** `vocab.json`: the id of every piece of both languages, and of the special tokens. */
  readonly vocabulary: string;
}

/** SentencePiece's sign for a space. */
const space = '\u2581';

/**
 * Marian's own way: SentencePiece cuts the source, the vocabulary numbers the pieces.
 *
 * A piece that the vocabulary lacks becomes `<unk>`. Text that looks like a special token is text. For models of one
 * source and one target language; a language code such as `>>ara<<` at the beginning is cut like other text.
 * Rejects with MODEL_FILE_INVALID naming the file that cannot be used.
 *
 * @see https://github.com/google/sentencepiece; MarianTokenizer in Python's transformers does the same
 */
export async function openSentencePieceTokeniser(files: SentencePieceFiles): Promise<Tokeniser> {
  const { ids, end, unknown, padding } = await readVocabulary(files.vocabulary);
  const processor = await loadProcessor(files.sourceModel);
  const targetProcessor =
    files.targetModel === undefined ? processor : await loadProcessor(files.targetModel);
  const pieces = new Map([...ids].map(([piece, id]) => [id, piece]));
  const special = new Set([end, unknown, padding]);
  const continuing = continuingTokens(ids);
  const encodeBy = (side: SentencePieceProcessor, text: string) =>
    side.encodePieces(text).map((piece) => ids.get(piece) ?? unknown);
  return {
    encode: (text) => [...encodeBy(processor, text), end],
    encodeTarget: (text) => encodeBy(targetProcessor, text),
    continuesWord: (id) => continuing.has(id),
    decode: (tokens) =>
      tokens
        .map((id) => (special.has(id) ? '' : (pieces.get(id) ?? '')))
        .join('')
        .replaceAll(space, ' ')
        .trim(),
    vocabularySize: ids.size,
  };
}

interface Vocabulary {
  readonly ids: ReadonlyMap<string, number>;
  readonly end: number;
  readonly unknown: number;
  readonly padding: number;
}

async function readVocabulary(file: string): Promise<Vocabulary> {
  const vocabulary = await readJson(file);
  if (!Value.Check(vocabularySchema, vocabulary)) throw invalid(file, 'a whole number for every piece');
  const ids = new Map(Object.entries(vocabulary));
  const idOf = (token: string): number => {
    const id = ids.get(token);
    if (id === undefined) throw invalid(file, `an id for ${token}`);
    return id;
  };
  return { ids, end: idOf('</s>'), unknown: idOf('<unk>'), padding: idOf('<pad>') };
}

const vocabularySchema = Type.Record(Type.String(), Type.Integer({ minimum: 0 }));

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw invalid(file, 'JSON', cause);
  }
}

async function loadProcessor(file: string): Promise<SentencePieceProcessor> {
  const processor = new SentencePieceProcessor();
  try {
    await processor.load(file);
  } catch (cause) {
    throw invalid(file, 'a SentencePiece model', cause);
  }
  // The binding hides whether loading went well; a model that did not load gives no pieces.
  if (processor.encodePieces('a').length === 0) throw invalid(file, 'a SentencePiece model');
  return processor;
}

function invalid(file: string, expected: string, cause?: unknown) {
  return appError('MODEL_FILE_INVALID', [basename(file), expected], { details: { file }, cause });
}
