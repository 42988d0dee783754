import { createHash } from 'node:crypto';
import { normaliseForModel } from '../text/normalise-for-model.ts';

/** 128 bits: no two sentences of all newspapers of the world meet. */
const keyHexDigits = 32;

/**
 * Under which the memory keeps a sentence: a hash of what a model reads of it. So vowels, tatweel and invisible marks do
 * not hide an earlier translation, and nothing that a model could tell apart shares a key.
 */
export function memoryKeyOf(sourceText: string): string {
  return createHash('sha256').update(normaliseForModel(sourceText)).digest('hex').slice(0, keyHexDigits);
}
