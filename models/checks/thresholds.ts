/** Every number the checks decide by, with its reason. */
export const thresholds = {
  /** A sequence of so many words … (DESIGN: "any 4-gram three times"; shorter ones repeat in good English too). */
  repeatedWords: 4,
  /** … that stands so often is a loop. */
  repeatedTimes: 3,
  /** Target characters per source character. Outside it something was left out or made up. */
  leastLengthRatio: 0.6,
  mostLengthRatio: 2.2,
  /** In shorter sources the ratio says nothing: a two-letter word may need twelve letters of English. */
  leastCharsForRatio: 20,
  /** exp(mean log-probability) below which a translation is more guess than reading. */
  leastConfidence: 0.3,
} as const;
