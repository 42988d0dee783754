import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface SampleOptions {
  /** How many samples; 1,000 is what sacreBLEU draws. */
  readonly samples: number;
  /** A 32-bit whole number. The same seed draws the same samples, for ever (xoroshiro128+). */
  readonly seed: number;
}

/** What sacreBLEU takes when nothing is said; the numbers drawn from it differ, because NumPy's generator does. */
export const defaultSamples: SampleOptions = { samples: 1000, seed: 12345 };

/** Bootstrap samples of a set: each as many places as the set has sentences, drawn with replacement. */
export function* drawSamples(
  sentences: number,
  { samples, seed }: SampleOptions,
): Generator<readonly number[]> {
  const generator = xoroshiro128plus(seed);
  for (let sample = 0; sample < samples; sample++) {
    yield Array.from({ length: sentences }, () => uniformInt(generator, 0, sentences - 1));
  }
}
