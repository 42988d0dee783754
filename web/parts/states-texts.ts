import { defineTexts } from '../language/define-texts.ts';

export const statesTexts = defineTexts(
  () => ({
    loading: 'Loading …',
    again: 'Try again',
    failed: 'That did not work',
    unreachable: 'The server does not answer. Is it running? The page tries again by itself.',
    forbidden: 'The key you use may not do this.',
  }),
  () => ({
    loading: 'جارٍ التحميل …',
    again: 'المحاولة من جديد',
    failed: 'لم ينجح ذلك',
    unreachable: 'الخادم لا يجيب. هل هو قيد التشغيل؟ تعيد الصفحة المحاولة من تلقاء نفسها.',
    forbidden: 'المفتاح الذي تستعمله لا يسمح بهذا.',
  }),
);
