interface Place {
  readonly paragraphPosition: number;
  readonly position: number;
}

/** Where a sentence stands, as the end of an address: "12.3" is the third sentence of the twelfth paragraph. */
export function sentenceHash({ paragraphPosition, position }: Place): string {
  return `${paragraphPosition + 1}.${position + 1}`;
}

/** What {@link sentenceHash} wrote; undefined for anything else. */
export function readSentenceHash(hash: string): Place | undefined {
  const [, paragraph, sentence] = /^#?([1-9]\d{0,6})\.([1-9]\d{0,6})$/.exec(hash) ?? [];
  if (paragraph === undefined || sentence === undefined) return undefined;
  return { paragraphPosition: Number(paragraph) - 1, position: Number(sentence) - 1 };
}
