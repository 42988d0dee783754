import type { Language } from '../../language/language.ts';

/** What is said of the models that Muwazi knows, by their ids. The server's own sentence is English, and shown where there is no other. */
export const aboutTexts: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  ar: {
    'muwazi-tiny-ar-en': 'مرفق مع موازٍ ولا يحتاج إلى شبكة. يعطي فحوى الكلام في أحسن الأحوال.',
    'Xenova/opus-mt-ar-en':
      'نموذج OPUS-MT من جامعة هلسنكي، محوّل إلى ONNX بثمانية بتات. هو الخيار المعتاد: ١١١ م.ب.',
  },
};
