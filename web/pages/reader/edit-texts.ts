import { defineTexts } from '../../language/define-texts.ts';

export const editTexts = defineTexts(
  () => ({
    field: 'Translation',
    save: 'Save',
    leave: 'Leave',
    edit: 'Correct',
    conflict: 'Somebody else has changed this sentence meanwhile. It stands as:',
    keys: 'Ctrl + Enter saves, Esc leaves.',
  }),
  () => ({
    field: 'الترجمة',
    save: 'حفظ',
    leave: 'ترك',
    edit: 'تصحيح',
    conflict: 'غيّر شخص آخر هذه الجملة في هذه الأثناء. وهي الآن:',
    keys: 'Ctrl + Enter للحفظ، Esc للترك.',
  }),
);
