import { translateTexts, type TranslateTextsDependencies } from '../translate/translate-texts.ts';
import { detectLanguage } from './languages.ts';
import { openMarkup, type TextFormat } from './markup.ts';

export interface TranslatePiecesOptions {
  readonly format: TextFormat;
  readonly signal: AbortSignal;
  readonly onStored: (documentId: string) => void;
}

/** The collection that holds what came through this protocol. */
const collection = 'libretranslate';

/**
 * Translates texts with their markup, in order. What is not Arabic, or empty, comes back as it is: clients send whole
 * pages, and expect as many answers as they sent texts.
 */
export async function translatePieces(
  texts: readonly string[],
  { format, signal, onStored }: TranslatePiecesOptions,
  dependencies: TranslateTextsDependencies,
): Promise<readonly string[]> {
  const markups = texts.map((text) => openMarkup(text, format));
  const wanted = markups.flatMap(({ pieces }) => pieces.filter(isArabic));
  if (wanted.length === 0) return texts;
  const translated = await translateTexts(
    wanted,
    { collection, memory: true, signal, onStored },
    dependencies,
  );
  let next = 0;
  return markups.map(({ pieces, join }) =>
    join(
      pieces.map((piece) => {
        if (!isArabic(piece)) return piece;
        const target = translated[next]?.target ?? piece;
        next += 1;
        return target;
      }),
    ),
  );
}

function isArabic(piece: string): boolean {
  return detectLanguage(piece).language === 'ar';
}
