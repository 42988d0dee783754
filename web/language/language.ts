import { useCell } from '../parts/cell.ts';
import { rememberedCell } from '../parts/remembered-cell.ts';

/** The languages of the interface. What is translated has its own. */
export const languages = ['en', 'ar'] as const;
export type Language = (typeof languages)[number];

/** How each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', ar: 'العربية' };

const preferred = navigator.languages.some((one) => one.startsWith('ar')) ? 'ar' : 'en';

export const languageCell = rememberedCell<Language>('language', languages, preferred);

export function useLanguage(): Language {
  return useCell(languageCell);
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** The whole page has the language and the direction of the interface, from the first drawing on. */
export function keepPageInLanguage(): void {
  const apply = (): void => {
    const language = languageCell.get();
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  };
  languageCell.subscribe(apply);
  apply();
}
