import { createHash } from 'node:crypto';
import type { GlossaryTerm } from '../core/glossary.ts';
import { termKeyOf } from '../text/glossary/term-finder.ts';
import { normaliseForModel } from '../text/normalise-for-model.ts';

/** 128 bits: no two sentences of all newspapers of the world meet. */
const keyHexDigits = 32;

/**
 * Under which the memory keeps a sentence: a hash of what a model reads of it. So vowels, tatweel and invisible marks do
 * not hide an earlier translation, and nothing that a model could tell apart shares a key.
 */
export function memoryKeyOf(sourceText: string): string {
  return keyOf(normaliseForModel(sourceText));
}

/**
 * By what a machine translation that held to `terms` is told from others of the same sentence: a hash of the terms, as
 * they are matched, and their English. In any order, each as often as one likes; null for none.
 */
export function termsKeyOf(terms: readonly GlossaryTerm[]): string | null {
  if (terms.length === 0) return null;
  const lines = terms.map(({ source, target }) => JSON.stringify([termKeyOf(source), target]));
  return keyOf([...new Set(lines)].sort().join('\n'));
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, keyHexDigits);
}
