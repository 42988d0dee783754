import { defineTexts } from '../../language/define-texts.ts';

export const keysTexts = defineTexts(
  () => ({
    title: 'Keys',
    next: 'Next sentence',
    previous: 'Sentence before',
    look: 'Next sentence that needs a look',
    ends: 'First and last sentence',
    edit: 'Correct the translation',
    accept: 'Accept the translation and go on',
    history: 'History of the sentence',
    copy: 'Copy both sides',
    link: 'Copy a link to the sentence',
    keys: 'This list',
  }),
  () => ({
    title: 'مفاتيح الاختصار',
    next: 'الجملة التالية',
    previous: 'الجملة السابقة',
    look: 'الجملة التالية التي تحتاج إلى نظرة',
    ends: 'الجملة الأولى والأخيرة',
    edit: 'تصحيح الترجمة',
    accept: 'اعتماد الترجمة والمتابعة',
    history: 'سجل الجملة',
    copy: 'نسخ الجملتين',
    link: 'نسخ رابط الجملة',
    keys: 'هذه القائمة',
  }),
);
