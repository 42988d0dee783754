import { AutoTokenizer, env, LogLevel, type PreTrainedTokenizer } from '@xenova/transformers';
import { appError } from '../../core/app-error.ts';
import { continuingTokens } from './continuing-tokens.ts';
import type { Tokeniser } from './tokeniser.ts';

/**
 * The transformers library's tokeniser of the model in `modelDirectory`.
 *
 * The library warns that Marian's pieces may differ from SentencePiece's. For a vocabulary
 * that both languages share they do not (tests/contract/models/tokeniser.test.ts), so the warning is silenced.
 */
export async function openLibraryTokeniser(modelDirectory: string): Promise<Tokeniser> {
  env.logLevel = LogLevel.ERROR;
  const tokenizer = await load(modelDirectory);
  const encode = (text: string): readonly number[] =>
    tokenizer(text, { return_tensor: false, truncation: false }).input_ids;
  const continuing = continuingTokens(tokenizer.get_vocab());
  return {
    encode,
    // One vocabulary for both languages; what a text of nothing has is the end token.
    encodeTarget: (text) => encode(text).slice(0, -encode('').length),
    continuesWord: (id) => continuing.has(id),
    decode: (ids) => (ids.length === 0 ? '' : tokenizer.decode([...ids], { skip_special_tokens: true })),
    vocabularySize: tokenizer.get_vocab().size,
  };
}

async function load(modelDirectory: string): Promise<PreTrainedTokenizer> {
  try {
    return await AutoTokenizer.from_pretrained(modelDirectory, { local_files_only: true });
  } catch (cause) {
    throw appError('MODEL_FILE_INVALID', ['tokenizer.json', 'a tokeniser the transformers library reads'], {
      details: { modelDirectory },
      cause,
    });
  }
}
