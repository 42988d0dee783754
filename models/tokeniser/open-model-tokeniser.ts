import { join } from 'node:path';
import { findSentencePieceFiles, findTargetModel } from './find-sentence-piece-files.ts';
import { openLibraryTokeniser } from './library-tokeniser.ts';
import { openSentencePieceTokeniser } from './sentencepiece-tokeniser.ts';
import type { Tokeniser } from './tokeniser.ts';

/**
 * The tokeniser that gives the ids the model in `modelDirectory` was trained on: SentencePiece where the model brings
 * `source.spm` and `vocab.json`, else the transformers library with `tokenizer.json`.
 *
 * On FLORES dev (997 lines) the library differs from SentencePiece on none for the embedded model, whose two languages
 * share one vocabulary, and on 58 to 70 for opus-mt-ar-en, which has two.
 */
export async function openModelTokeniser(modelDirectory: string): Promise<Tokeniser> {
  const [source, vocabulary] = await findSentencePieceFiles(modelDirectory);
  if (source === undefined || vocabulary === undefined) return openLibraryTokeniser(modelDirectory);
  const target = await findTargetModel(modelDirectory);
  return openSentencePieceTokeniser({
    sourceModel: join(modelDirectory, source),
    ...(target === undefined ? {} : { targetModel: join(modelDirectory, target) }),
    vocabulary: join(modelDirectory, vocabulary),
  });
}
