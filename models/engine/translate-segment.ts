import type { GlossaryTerm } from '../../core/glossary.ts';
import { detectArabic } from '../../text/detect-arabic.ts';
import { findMissedTerms } from '../../text/glossary/find-missed-terms.ts';
import { termFinder } from '../../text/glossary/term-finder.ts';
import { normaliseForModel } from '../../text/normalise-for-model.ts';
import { checkTranslation } from '../checks/check-translation.ts';
import { findRepetition } from '../checks/find-repetition.ts';
import { translateWithTerms, type PieceWithTerms } from '../glossary/translate-with-terms.ts';
import type { Translation } from '../translator.ts';
import type { Turn } from '../batching/sentence-queue.ts';
import type { Engine } from './engine.ts';
import { confidenceOf, type Hypothesis } from './hypothesis.ts';
import { splitLongSentence } from './split-long-sentence.ts';

export interface SegmentWithTerms {
  readonly text: string;
  /** The glossary's terms that stand in it. */
  readonly terms: readonly GlossaryTerm[];
}

/**
 * Translates one segment: prepares the text, passes through what is not Arabic, splits what is too long for the model
 * and joins its pieces, honours the terms, checks the result. The engine decides with which other sentences it is decoded.
 */
export async function translateSegment(
  engine: Engine,
  { text: segment, terms }: SegmentWithTerms,
  turn: Turn,
): Promise<Translation> {
  const source = normaliseForModel(segment);
  if (detectArabic(source) !== 'arabic') return passthrough(segment);
  const finder = termFinder(terms);
  const encode = encodeOnce(engine);
  const fits = (piece: string): boolean => encode(piece).length <= engine.config.maxSourceTokens;
  const pieces = splitLongSentence(source, fits).map((piece) => ({
    source: encode(piece),
    terms: [...new Set(finder.find(piece).map(({ term }) => term))],
  }));
  const hypotheses = await Promise.all(pieces.map((piece) => decodePiece(engine, piece, turn)));
  const text = hypotheses
    .map((hypothesis) => engine.tokeniser.decode(hypothesis.tokens).trim())
    .filter((piece) => piece !== '')
    .join(' ');
  const confidence = confidenceOf(joined(hypotheses));
  const truncated = hypotheses.some((hypothesis) => hypothesis.ended === 'limit');
  return {
    text,
    confidence,
    flags: checkTranslation({
      source,
      target: text,
      confidence,
      truncated,
      missedTerms: findMissedTerms(terms, text).length,
    }),
    origin: 'model',
    sourceTokens: pieces.reduce((sum, piece) => sum + piece.source.length, 0),
    targetTokens: hypotheses.reduce((sum, hypothesis) => sum + hypothesis.tokens.length, 0),
  };
}

async function decodePiece(engine: Engine, piece: PieceWithTerms, turn: Turn): Promise<Hypothesis> {
  const plain = await decodePlain(engine, piece.source, turn);
  return piece.terms.length === 0 ? plain : translateWithTerms(engine, piece, plain, turn);
}

/** A loop or a hit limit is decoded again, carefully; that one counts unless it does not end either. */
async function decodePlain(engine: Engine, piece: readonly number[], turn: Turn): Promise<Hypothesis> {
  const first = await engine.decode(piece, turn);
  if (first.ended === 'complete' && !findRepetition(engine.tokeniser.decode(first.tokens))) return first;
  const second = await engine.decodeCarefully(piece, turn);
  return second.ended === 'complete' ? second : first;
}

/** The tokens of a piece, made once: whether it fits is asked before they are wanted. */
function encodeOnce({ tokeniser }: Engine): (piece: string) => readonly number[] {
  const encoded = new Map<string, readonly number[]>();
  return (piece) => {
    const tokens = encoded.get(piece) ?? tokeniser.encode(piece);
    encoded.set(piece, tokens);
    return tokens;
  };
}

function passthrough(segment: string): Translation {
  return {
    text: segment,
    confidence: null,
    flags: ['passthrough'],
    origin: 'passthrough',
    sourceTokens: 0,
    targetTokens: 0,
  };
}

/** The pieces of one sentence as one hypothesis, so that its confidence is the mean over all its tokens. */
function joined(hypotheses: readonly Hypothesis[]): Hypothesis {
  return {
    tokens: hypotheses.flatMap((hypothesis) => hypothesis.tokens),
    logProb: hypotheses.reduce((sum, hypothesis) => sum + hypothesis.logProb, 0),
    scored: hypotheses.reduce((sum, hypothesis) => sum + hypothesis.scored, 0),
    ended: hypotheses.some((hypothesis) => hypothesis.ended === 'limit') ? 'limit' : 'complete',
  };
}
