import type { SegmentFlag } from '../../../core/segment.ts';
import { defineTexts, type Texts } from '../../language/define-texts.ts';

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

export const readerTexts = defineTexts(
  ({ count, percent, duration, moment }) => ({
    untitled: 'Untitled',
    arabic: 'Arabic',
    english: 'English',
    sentences: (n: number) => count(n, { one: '# sentence', other: '# sentences' }),
    all: 'All',
    needsLook: 'Needs a look',
    allFine: 'No sentence needs a look',
    allFineWhy:
      'Nothing was noticed, or people have looked at all of it. That does not make every sentence right.',
    confidence: (share: number) => `Model’s confidence ${percent(share)}`,
    copy: 'Copy the pair',
    link: 'Copy a link to this sentence',
    copied: 'Copied',
    notCopied: 'The browser does not let this page copy',
    accepted: 'Accepted',
    byPerson: 'Corrected or accepted by a person',
    print: 'Print',
    download: 'Download',
    waiting: (n: number) =>
      count(n, { one: '# paragraph is on its way', other: '# paragraphs are on their way' }),
    eta: (seconds: number) => `about ${duration(seconds)}`,
    failed: (n: number) =>
      count(n, { one: '# paragraph could not be translated', other: '# paragraphs could not be translated' }),
    delete: 'Delete',
    keys: 'Keys',
    source: 'Source',
    published: (iso: string) => `Published ${moment(iso)}`,
    arrived: (iso: string) => `Arrived ${moment(iso)}`,
    differs: 'Stands on this side only',
    paragraph: 'Paragraph',
  }),
  ({ count, percent, duration, moment }) => ({
    untitled: 'بلا عنوان',
    arabic: 'العربية',
    english: 'الإنجليزية',
    sentences: (n) => count(n, { one: 'جملة واحدة', two: 'جملتان', few: '# جمل', other: '# جملة' }),
    all: 'الكل',
    needsLook: 'تحتاج إلى نظرة',
    allFine: 'لا جملة تحتاج إلى نظرة',
    allFineWhy: 'لم يُلحظ شيء، أو نظر الناس في كل ما لوحظ. وهذا لا يعني أن كل جملة صحيحة.',
    confidence: (share) => `ثقة النموذج ${percent(share)}`,
    copy: 'نسخ الجملتين',
    link: 'نسخ رابط هذه الجملة',
    copied: 'نُسخ',
    notCopied: 'لا يسمح المتصفح لهذه الصفحة بالنسخ',
    accepted: 'اعتُمدت الترجمة',
    byPerson: 'صحّحها أو اعتمدها إنسان',
    print: 'طباعة',
    download: 'تنزيل',
    waiting: (n) =>
      count(n, {
        one: 'فقرة واحدة في الطريق',
        two: 'فقرتان في الطريق',
        few: '# فقرات في الطريق',
        other: '# فقرة في الطريق',
      }),
    eta: (seconds) => `نحو ${duration(seconds)}`,
    failed: (n) =>
      count(n, {
        one: 'تعذرت ترجمة فقرة واحدة',
        two: 'تعذرت ترجمة فقرتين',
        few: 'تعذرت ترجمة # فقرات',
        other: 'تعذرت ترجمة # فقرة',
      }),
    delete: 'حذف',
    keys: 'المفاتيح',
    source: 'المصدر',
    published: (iso) => `نُشر ${moment(iso)}`,
    arrived: (iso) => `وصل ${moment(iso)}`,
    differs: 'في هذا الجانب وحده',
    paragraph: 'الفقرة',
  }),
);
