import { detectArabic } from '../../text/detect-arabic.ts';

/** As `/languages` lists them. English stands there because clients look for their target among the codes. */
export const languages = [
  { code: 'ar', name: 'Arabic', targets: ['en'] },
  { code: 'en', name: 'English', targets: ['en'] },
] as const;

/** Percent, and the code of a language; 0 is the protocol's word for "do not know". */
export interface DetectedLanguage {
  readonly confidence: number;
  readonly language: string;
}

/** What the letters prove. Text without proof is `en` with confidence 0, as LibreTranslate itself answers. */
export function detectLanguage(text: string): DetectedLanguage {
  const detected = detectArabic(text);
  switch (detected) {
    case 'arabic':
      return { confidence: 100, language: 'ar' };
    case 'persian':
      return { confidence: 100, language: 'fa' };
    case 'urdu':
      return { confidence: 100, language: 'ur' };
    case 'other':
    case 'empty':
      return { confidence: 0, language: 'en' };
  }
}
