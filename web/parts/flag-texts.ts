import type { SegmentFlag } from '../../core/segment.ts';
import { defineTexts, type Texts } from '../language/define-texts.ts';

export interface FlagText {
  readonly name: string;
  readonly why: string;
}

/** A warning in words, and what it means for the one who reads. */
export const flagTexts: Texts<Readonly<Record<SegmentFlag, FlagText>>> = defineTexts(
  () => ({
    repetition: {
      name: 'Repeats itself',
      why: 'The same four words stand three times or more in the translation.',
    },
    'length-ratio': {
      name: 'Length is unusual',
      why: 'The translation is much shorter or longer than translations of such a sentence are: something may be left out or made up.',
    },
    untranslated: { name: 'Not all translated', why: 'Arabic letters are left in the translation.' },
    'number-mismatch': {
      name: 'Figures differ',
      why: 'A number stands on one side only. It is marked where it is written in digits.',
    },
    truncated: { name: 'Cut off', why: 'The model reached its limit before the sentence ended.' },
    'term-missed': {
      name: 'Term missing',
      why: 'A term of the glossary stands in the Arabic, and its English not in the translation.',
    },
    'low-confidence': { name: 'Model unsure', why: 'The model gave its own words a low probability.' },
    passthrough: { name: 'Not Arabic', why: 'There is nothing to translate: both sides are the same.' },
  }),
  () => ({
    repetition: { name: 'يكرر نفسه', why: 'تتكرر الكلمات الأربع نفسها ثلاث مرات أو أكثر في الترجمة.' },
    'length-ratio': {
      name: 'طول غير معتاد',
      why: 'الترجمة أقصر أو أطول كثيرًا مما يُنتظر لجملة كهذه: ربما سقط منها شيء أو زيد فيها.',
    },
    untranslated: { name: 'لم تُترجم كلها', why: 'بقيت في الترجمة حروف عربية.' },
    'number-mismatch': {
      name: 'الأرقام مختلفة',
      why: 'ورد عدد في أحد الجانبين دون الآخر. وهو معلَّم حيث كُتب بالأرقام.',
    },
    truncated: { name: 'مقطوعة', why: 'بلغ النموذج حدّه قبل أن تنتهي الجملة.' },
    'term-missed': {
      name: 'مصطلح ناقص',
      why: 'في النص العربي مصطلح من المسرد، ومقابله الإنكليزي ليس في الترجمة.',
    },
    'low-confidence': { name: 'النموذج غير متيقن', why: 'أعطى النموذج كلماته احتمالًا ضعيفًا.' },
    passthrough: { name: 'ليست عربية', why: 'لا شيء هنا يُترجم: الجانبان متطابقان.' },
  }),
);
