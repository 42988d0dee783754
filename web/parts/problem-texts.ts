import type { Language } from '../language/language.ts';

/**
 * Refusals that people on these pages meet, by their code of the error catalogue. The server's own sentence is English and
 * precise; in English it is shown as it is.
 */
export const problemTexts: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  ar: {
    DOCUMENT_NOT_FOUND: 'لا يوجد مقال بهذا الرقم. ربما حُذف.',
    DOCUMENT_NOT_DONE: 'لم تنتهِ ترجمة هذا المقال بعد.',
    DOCUMENT_INCOMPLETE: 'تعذرت ترجمة بعض فقرات هذا المقال.',
    DOCUMENT_CANCELLED: 'أُلغيت ترجمة هذا المقال قبل أن تنتهي.',
    TEXT_EMPTY: 'النص فارغ.',
    PARAGRAPH_TOO_LONG: 'في النص فقرة أطول من الحد المسموح به. قسّمها بسطر فارغ.',
    KEY_MISSING: 'هذا الخادم يطلب مفتاحًا.',
    KEY_INVALID: 'هذا المفتاح لا يفتح شيئًا هنا.',
    KEY_FORBIDDEN: 'المفتاح الذي تستعمله لا يسمح بهذا.',
    RATE_LIMITED: 'طلبات كثيرة في وقت قصير. انتظر قليلًا ثم أعد المحاولة.',
    QUOTA_EXCEEDED: 'بلغ هذا المفتاح حدّه لهذا اليوم.',
    QUEUE_FULL: 'ينتظر الآن عدد كبير من الفقرات. أعد المحاولة بعد قليل.',
    STORE_UNAVAILABLE: 'تعذّر الوصول إلى قاعدة البيانات. أعد المحاولة بعد قليل.',
    QUEUE_UNAVAILABLE: 'تعذّر الوصول إلى قائمة الانتظار. أعد المحاولة بعد قليل.',
  },
};
