import { formats, type Formats } from './formats.ts';
import { useLanguage, type Language } from './language.ts';

/** The same texts in every language of the interface. */
export type Texts<Shape> = Readonly<Record<Language, Shape>>;

type Widened<Shape> = {
  readonly [Key in keyof Shape]: Shape[Key] extends string
    ? string
    : Shape[Key] extends (...args: infer Args) => string
      ? (...args: Args) => string
      : Widened<Shape[Key]>;
};

/** Texts of one part of the page: Arabic has what English has, or it does not compile. */
export function defineTexts<const Shape>(
  english: (formats: Formats) => Shape,
  arabic: (formats: Formats) => Widened<Shape>,
): Texts<Widened<Shape>> {
  return { en: english(formats.en) as Widened<Shape>, ar: arabic(formats.ar) }; // the same, its literals forgotten
}

export function useTexts<Shape>(texts: Texts<Shape>): Shape {
  return texts[useLanguage()];
}

export function useFormats(): Formats {
  return formats[useLanguage()];
}
