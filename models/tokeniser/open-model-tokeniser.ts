import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { openTokeniser, type Tokeniser } from '../engine/tokeniser.ts';
import { openSentencePieceTokeniser } from './sentencepiece-tokeniser.ts';

/**
 * The tokeniser that gives the ids the model in `modelDirectory` was trained on: SentencePiece where the model brings
 * `source.spm` and `vocab.json`, else the transformers library with `tokenizer.json`.
 *
 * On FLORES dev (997 lines) the library differs from SentencePiece on none for the embedded model, whose two languages
 * share one vocabulary, and on 58 to 70 for opus-mt-ar-en, which has two.
 */
export async function openModelTokeniser(modelDirectory: string): Promise<Tokeniser> {
  const sourceModel = join(modelDirectory, 'source.spm');
  const vocabulary = join(modelDirectory, 'vocab.json');
  if ((await isThere(sourceModel)) && (await isThere(vocabulary))) {
    return openSentencePieceTokeniser({ sourceModel, vocabulary });
  }
  return openTokeniser(modelDirectory);
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
