import type { Logger } from '../../core/logger.ts';
import { SentenceQueue, type BatchWork, type Turn } from '../batching/sentence-queue.ts';
import type { BatchLimits } from '../batching/plan-batch.ts';
import type { Decoder } from './decoder.ts';
import { findModelFiles } from './model-files.ts';
import type { Hypothesis } from './hypothesis.ts';
import { readModelConfig, type ModelConfig } from './model-config.ts';
import { openDecoder } from './open-decoder.ts';
import { searchGreedily } from './search-greedily.ts';
import { searchWithBeams, type BeamRules } from './search-with-beams.ts';
import { searchWithTerms, type TermRules, type TermSource } from '../glossary/search-with-terms.ts';
import { openModelTokeniser } from '../tokeniser/open-model-tokeniser.ts';
import type { Tokeniser } from '../tokeniser/tokeniser.ts';
import { appError } from '../../core/app-error.ts';

/** A loaded model: tokeniser, decoder and the queue in which the sentences of all callers become batches. */
export interface Engine {
  readonly config: ModelConfig;
  readonly tokeniser: Tokeniser;
  /** Translates one sentence given as token ids, at most `config.maxSourceTokens`: greedy search. */
  decode(source: readonly number[], turn: Turn): Promise<Hypothesis>;
  /** The same with a beam of four and no sequence of three tokens twice: slower, but it does not loop. */
  decodeCarefully(source: readonly number[], turn: Turn): Promise<Hypothesis>;
  /** The same with a search that must write the terms of a glossary. */
  decodeWithTerms(source: TermSource, turn: Turn): Promise<Hypothesis>;
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly modelDirectory: string;
  /** Threads that compute one batch. */
  readonly threads: number;
  readonly limits: BatchLimits;
  readonly log: Logger;
}

/** Loads the model; rejects with MODEL_FILE_INVALID naming the file that cannot be used. Load once: sessions never shrink. */
export async function loadEngine(options: EngineOptions): Promise<Engine> {
  const files = await findModelFiles(options.modelDirectory);
  const config = await readModelConfig(options.modelDirectory);
  const tokeniser = await openModelTokeniser(options.modelDirectory);
  checkTokeniser(tokeniser, config);
  const decoder = await openDecoder(files, config, options);
  return engineOn(decoder, tokeniser, config, options.limits);
}

function engineOn(decoder: Decoder, tokeniser: Tokeniser, config: ModelConfig, limits: BatchLimits): Engine {
  const queue = new SentenceQueue<Sentence, Hypothesis>();
  const withTerms = termWork(decoder, tokeniser, config, limits);
  const greedy: BatchWork<Sentence, Hypothesis> = {
    limits,
    decode: (sentences, isWanted) => searchGreedily(decoder, config, sentences.map(sourceOf), isWanted),
  };
  const careful: BatchWork<Sentence, Hypothesis> = {
    limits: {
      maxTokens: Math.ceil(limits.maxTokens / carefulRules.beams),
      maxRows: Math.ceil(limits.maxRows / carefulRules.beams),
    },
    decode: (sentences, isWanted) =>
      searchWithBeams(decoder, config, sentences.map(sourceOf), carefulRules, isWanted),
  };
  return {
    config,
    tokeniser,
    decode: (source, turn) => queue.push({ source, length: source.length }, greedy, turn),
    decodeCarefully: (source, turn) => queue.push({ source, length: source.length }, careful, turn),
    decodeWithTerms: (terms, turn) =>
      queue.push({ source: terms.source, length: terms.source.length, terms }, withTerms, turn),
    close: () => decoder.close(),
  };
}

/** Sentences with terms share batches among themselves, so that no other sentence is decoded otherwise than without them. */
function termWork(
  decoder: Decoder,
  tokeniser: Tokeniser,
  config: ModelConfig,
  limits: BatchLimits,
): BatchWork<Sentence, Hypothesis> {
  const rules: TermRules = { ...termRules, continuesWord: (token) => tokeniser.continuesWord(token) };
  return {
    limits: {
      maxTokens: Math.ceil(limits.maxTokens / rules.beams),
      maxRows: Math.ceil(limits.maxRows / rules.beams),
    },
    decode: (sentences, isWanted) =>
      searchWithTerms(
        decoder,
        config,
        sentences.flatMap(({ terms }) => terms ?? []),
        rules,
        isWanted,
      ),
  };
}

/** For what greedy search could not do. A length penalty of 1 is the mean log-probability, as Marian's own default. */
const carefulRules: BeamRules = { beams: 4, lengthPenalty: 1, noRepeat: 3 };

function sourceOf(sentence: Sentence): readonly number[] {
  return sentence.source;
}

const termRules = { beams: 10, finished: 4, endRank: 2, width: 512, noRepeat: 3 } as const;

interface Sentence {
  readonly source: readonly number[];
  readonly length: number;
  readonly terms?: TermSource;
}

function checkTokeniser(tokeniser: Tokeniser, config: ModelConfig): void {
  if (tokeniser.vocabularySize <= config.vocabularySize) return;
  const expected = `at most ${config.vocabularySize} words as config.json says, but it has ${tokeniser.vocabularySize}`;
  throw appError('MODEL_FILE_INVALID', ['tokenizer.json', expected]);
}
