import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { embeddedModelDirectory } from '../../../models/registry/embedded-model.ts';
import { openLibraryTokeniser } from '../../../models/tokeniser/library-tokeniser.ts';
import { openModelTokeniser } from '../../../models/tokeniser/open-model-tokeniser.ts';
import { openSentencePieceTokeniser } from '../../../models/tokeniser/sentencepiece-tokeniser.ts';
import type { Tokeniser } from '../../../models/tokeniser/tokeniser.ts';
import { normaliseForModel } from '../../../text/normalise-for-model.ts';
import { floresLines, hasFlores } from '../../support/flores.ts';

interface Ids {
  /** For each of `texts`. */
  readonly sentences: readonly (readonly number[])[];
  /** For each line of FLORES dev, a hash of its ids. */
  readonly flores: readonly string[];
}

/** Written by SentencePiece itself, see make-fixtures.py beside it. */
const frozen = JSON.parse(
  readFileSync(new URL('../../fixtures/sentencepiece/ids.json', import.meta.url), 'utf8'),
) as {
  readonly sentencepiece: string;
  readonly texts: readonly string[];
  readonly embedded: Ids;
  readonly opus: Ids;
};

const embedded = embeddedModelDirectory();
const embeddedFiles = {
  sourceModel: join(embedded, 'training', 'spm.model'),
  vocabulary: join(embedded, 'vocab.json'),
};
/** The tokeniser of Helsinki-NLP/opus-mt-ar-en lies beside the repository, not in it. */
const opus = resolve(import.meta.dirname, '../../../../shared/models/opus-mt-ar-en-tokenizer');
const hasOpus = existsSync(join(opus, 'source.spm'));

describe.each([
  {
    name: 'the embedded model, through the transformers library',
    open: () => openLibraryTokeniser(embedded),
    expected: frozen.embedded,
    here: true,
  },
  {
    name: 'the embedded model, through SentencePiece in WebAssembly',
    open: () => openSentencePieceTokeniser(embeddedFiles),
    expected: frozen.embedded,
    here: true,
  },
  {
    name: 'opus-mt-ar-en, as the engine opens it',
    open: () => openModelTokeniser(opus),
    expected: frozen.opus,
    here: hasOpus,
  },
])(`ids are those of SentencePiece ${frozen.sentencepiece}: $name`, ({ open, expected, here }) => {
  test.skipIf(!here)('on sentences with numbers, names, Latin, emoji and unknown letters', async () => {
    const tokeniser = await open();
    for (const [place, text] of frozen.texts.entries()) {
      if (looksLikeToken(text)) continue; // below: the library takes it for a special token
      expect(tokeniser.encode(normaliseForModel(text)), text).toEqual(expected.sentences[place]);
    }
  });

  test.skipIf(!here || !hasFlores)('on all 997 lines of FLORES dev', async () => {
    const tokeniser = await open();
    const differing = floresLines('ar').flatMap((line, place) =>
      hashOf(tokeniser.encode(normaliseForModel(line))) === expected.flores[place] ? [] : [place + 1],
    );
    expect(differing, 'line numbers').toEqual([]);
  });
});

function looksLikeToken(text: string): boolean {
  return text.includes('</s>');
}

function hashOf(ids: readonly number[]): string {
  return createHash('sha256').update(ids.join(' ')).digest('hex').slice(0, 8);
}

test('through SentencePiece, text that looks like a special token is text', async () => {
  const tokeniser = await openSentencePieceTokeniser(embeddedFiles);
  const place = frozen.texts.findIndex(looksLikeToken);
  const ids = tokeniser.encode(normaliseForModel(frozen.texts[place]!));
  expect(ids).toEqual(frozen.embedded.sentences[place]);
  expect(ids.slice(0, -1)).not.toContain(0);
});

test('both tokenisers read ids back to the same text', async () => {
  const library = await openLibraryTokeniser(embedded);
  const sentencePiece = await openSentencePieceTokeniser(embeddedFiles);
  for (const text of ['The price rose by 3.5% to $88, he said.', 'Cairo', '', "It's «new»: a/b (c)!"]) {
    const ids = sentencePiece.encode(text);
    expect(sentencePiece.decode(ids)).toBe(text);
    expect(sentencePiece.decode(ids)).toBe(library.decode(ids).trim());
  }
});

test('both tokenisers know the same number of words', async () => {
  const tokenisers: readonly Tokeniser[] = [
    await openLibraryTokeniser(embedded),
    await openSentencePieceTokeniser(embeddedFiles),
  ];
  expect(tokenisers.map(({ vocabularySize }) => vocabularySize)).toEqual([8002, 8002]);
});

test('a text of a million characters is encoded whole', async () => {
  const tokeniser = await openSentencePieceTokeniser(embeddedFiles);
  const sentence = 'قال الوزير. ';
  const one = tokeniser.encode(sentence).length - 1;
  expect(tokeniser.encode(sentence.repeat(100_000)).length).toBe(one * 100_000 + 1);
});

describe('a damaged tokeniser is named', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'muwazi-tokeniser-'));
    await cp(embeddedFiles.sourceModel, join(directory, 'source.spm'));
    await cp(embeddedFiles.vocabulary, join(directory, 'vocab.json'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  test.each([
    ['source.spm', 'no model', 'a SentencePiece model'],
    ['source.spm', '', 'a SentencePiece model'],
    ['vocab.json', '{', 'JSON'],
    ['vocab.json', '["a"]', 'a whole number for every piece'],
    ['vocab.json', '{"</s>":0,"a":1.5}', 'a whole number for every piece'],
    ['vocab.json', '{"</s>":0,"<pad>":1}', 'an id for <unk>'],
  ])('%s with %j in it', async (file, content, expected) => {
    await writeFile(join(directory, file), content);
    await expect(openModelTokeniser(directory)).rejects.toThrow(
      expect.objectContaining({
        code: 'MODEL_FILE_INVALID',
        message: `The model file ${file} cannot be used: expected ${expected}.`,
      }),
    );
  });

  test('whole, it is opened', async () => {
    const tokeniser = await openModelTokeniser(directory);
    expect(tokeniser.encode('كلمة')).toEqual(frozen.embedded.sentences[frozen.texts.indexOf('كلمة')]);
  });
});
