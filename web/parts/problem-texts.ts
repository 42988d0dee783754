import type { Language } from '../language/language.ts';

/**
 * Refusals that people on these pages meet, by their code of the error catalogue. The server's own sentence is English and
 * precise; in English it is shown as it is.
 */
export const problemTexts: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  ar: {
    DOCUMENT_UNKNOWN: 'لا يوجد مقال بهذا الرقم. ربما حُذف.',
    DOCUMENT_NOT_DONE: 'لم تنتهِ ترجمة هذا المقال بعد.',
    DOCUMENT_INCOMPLETE: 'تعذرت ترجمة بعض فقرات هذا المقال.',
    DOCUMENT_CANCELLED: 'أُلغيت ترجمة هذا المقال قبل أن تنتهي.',
    TEXT_EMPTY: 'النص فارغ.',
    TEXT_NOT_ARABIC: 'ليس في النص عربية. أرسل مقالًا عربيًّا.',
    TEXTS_TOO_LONG: 'النص أطول من أن يُقارن وهو ملصوق. أرسله مقالًا ثم قارن من صفحته.',
    PARAGRAPH_TOO_LONG: 'في النص فقرة أطول من الحد المسموح به. قسّمها بسطر فارغ.',
    KEY_MISSING: 'هذا الخادم يطلب مفتاحًا.',
    KEY_INVALID: 'هذا المفتاح لا يفتح شيئًا هنا.',
    KEY_FORBIDDEN: 'المفتاح الذي تستعمله لا يسمح بهذا.',
    RATE_LIMITED: 'طلبات كثيرة في وقت قصير. انتظر قليلًا ثم أعد المحاولة.',
    QUOTA_EXCEEDED: 'بلغ هذا المفتاح حدّه لهذا اليوم.',
    QUEUE_FULL: 'ينتظر الآن عدد كبير من الفقرات. أعد المحاولة بعد قليل.',
    STORE_UNAVAILABLE: 'تعذّر الوصول إلى قاعدة البيانات. أعد المحاولة بعد قليل.',
    MODEL_UNKNOWN: 'لا يوجد نموذج بهذا الاسم.',
    MODEL_NOT_PULLED: 'هذا النموذج ليس هنا. اجلبه أولًا.',
    MODEL_DAMAGED: 'ملفات هذا النموذج ليست كما جُلبت. اجلبه من جديد.',
    MODEL_UNREACHABLE: 'تعذّر جلب النموذج. تحقق من الشبكة.',
    MODEL_FORBIDDEN: 'المستودع لا يتيح هذا النموذج: إما خاص، أو يطلب موافقة، أو لا وجود له.',
    MODEL_NOT_AS_DESCRIBED: 'ما وصل ليس ما أعلنه المستودع. لم يتغير شيء.',
    MODEL_FILE_INVALID: 'ينقص هذا النموذج ملف، أو فيه ملف لا يمكن استعماله.',
    MODEL_DISK_FULL: 'لا يتسع القرص لهذا النموذج.',
    MODEL_IN_USE: 'هذا النموذج قيد الاستعمال. أوقف من يستعمله أولًا.',
    MODEL_SHIPPED: 'هذا النموذج مرفق مع موازٍ ولا يُزال.',
    COMPARISON_BUSY: 'تجري الآن مقارنة أخرى، وهي تشغل ذاكرة نموذجين. انتظر حتى تنتهي.',
    COMPARISON_FAILED: 'انتهت المقارنة قبل جملتها الأخيرة. السبب في سجل الخادم. قارن من جديد.',
    MODELS_DIR_UNUSABLE: 'لا يمكن استعمال مجلد النماذج.',
    QUEUE_UNAVAILABLE: 'تعذّر الوصول إلى قائمة الانتظار. أعد المحاولة بعد قليل.',
  },
};
