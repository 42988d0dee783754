import { describe, expect, test } from 'vitest';
import { splitParagraphs } from '../../../text/split-paragraphs.ts';
import { splitSentences } from '../../../text/split-sentences.ts';
import { readNewsArticle } from '../../support/articles.ts';
import { floresLines, hasFlores } from '../../support/flores.ts';

const sentencesOf = (text: string, maxChars?: number) =>
  splitSentences(text, maxChars).map(({ start, end }) => text.slice(start, end));

/** Each row is what a reader would call one sentence after the other; a space stands between them. */
const paragraphs: readonly (readonly [string, ...string[]])[] = [
  ['full stops', 'وصل الوفد إلى القاهرة اليوم.', 'ومن المقرر أن يلتقي الرئيس غدا.'],
  ['question and exclamation marks', 'هل تنجح المفاوضات؟', 'لا أحد يعلم!', 'ربما؟!', 'سنرى.'],
  ['an ellipsis', 'انتظر الجميع…', 'ثم جاء الخبر...', 'وانتهى كل شيء.'],
  ['the Urdu full stop', 'وصل الوفد۔', 'وغادر أمس.'],
  ['a space before the full stop', 'قتل شخصان في الحادث .', 'وأصيب خمسة آخرون .'],
  ['stops with spaces between them', 'انتظرنا طويلا . . .', 'ثم رحلنا.'],
  ['decimals', 'ارتفع السهم 3.14 في المئة.', 'وبلغ ٣٫١٤ دولار، أي 1.000.000 ليرة.', 'وانخفض 1,5%.'],
  ['a number at the end', 'بلغ عدد القتلى 20.', 'وأصيب 35 آخرون عام 2024.', '5 منهم أطفال.'],
  ['dates and times', 'ولد في 12.5.1990 بالقاهرة.', 'ويبدأ العرض في 10.30 مساء أو 21:45.', 'انتهى.'],
  ['titles', 'قال د. أحمد علي إن أ.د. سمير حضر.', 'وأضاف م. حسن أن ود. منى وافقت.'],
  ['addresses', 'المراسلات: ص.ب. 123 القاهرة ج.م.ع. أو بالهاتف.', 'شكرا.'],
  ['an era before a number', 'توفي سنة 1435 هـ. 2014 م في مكة.', 'ودفن فيها.'],
  ['eras and metres at the end of a sentence', 'كان ذلك سنة 1435 هـ.', 'وفي عام 2014 م.', 'عاد إلى بلده.'],
  ['initials', 'قالت جيه. كيه. رولينج إنها وافقت.', 'ورد ج. ب. شو و J. K. Rowling برسالة.'],
  ['letter names', 'ذكرت بي.بي.سي أن جورج دبليو. بوش حضر.', 'ونفت سي إن إن الخبر.'],
  [
    'Latin abbreviations',
    'عمل Dr. Smith في شركة HK Inc. بلندن.',
    'والقضية Roe vs. Wade مشهورة في U.S. أيضا.',
  ],
  ['references', 'انظر ص. 12 و No. 5 من المجلة.', 'وراجع مج. 3 أيضا.'],
  ['URLs', 'زوروا https://example.com/a.b?c=1&d=!x الآن.', 'شكرا.'],
  ['a URL at the end', 'زوروا www.example.org/path.html.', 'وشاهدوا http://example.com/خبر.عاجل؟'],
  ['e-mail addresses and domains', 'راسلونا على news.desk@example.com أو example.net.', 'شكرا.'],
  ['a quotation of several sentences', 'قال: «لن نتراجع. سنمضي. هل تسمعون؟ نعم» ثم انصرف.', 'وانتهى اللقاء.'],
  ['a quotation after a colon', 'وأضاف: «لن نتراجع.»', 'وتساءل: "هل هذا ممكن؟"', 'ولم يجب أحد.'],
  ['a question that someone asks', '«هل تأتي؟» سأل الرجل.', 'فأجابت “لا!” وانصرفت.'],
  ['curly quotes the wrong way round', 'وصف ”الأزمة. الكبرى“ بأنها عابرة.', 'ثم سكت.'],
  ['a stop after the quotation', 'قال إنه «لا يعلم».', 'وأكد "حماس" و"فتح".', 'ثم غادر.'],
  ['brackets', 'المنظمة (مقرها جنيف. تأسست 1950.) نفت ذلك.', 'والحركة [انظر ص. 5؟] أيضا.'],
  ['a sentence in brackets', 'انتهى البيان.', '(ترجمة المحرر.)', 'وللحديث بقية.'],
  ['a numbered list', '1. افتتاح الجلسة.', '٢. كلمة الرئيس.', '3.1. التصويت.'],
  ['emoji', 'مبروك للمنتخب!', '😀 شكرا لكم.', 'إلى اللقاء 👍🏽.'],
  ['bidirectional marks', '\u200fوصل الوفد.\u200f', '\u200fوغادر أمس.\u200f'],
  ['small letters go on', 'يعمل موقع Yahoo! news منذ سنوات.', 'وهو مجاني.'],
];

test.each(paragraphs)('%s', (_name, ...sentences) => {
  expect(sentencesOf(sentences.join(' '))).toEqual(sentences);
});

test('newspapers leave out the space after a full stop', () => {
  expect(sentencesOf('قال الرئيس ذلك.وأضاف الوزير؟نعم.«هكذا قال».')).toEqual([
    'قال الرئيس ذلك.',
    'وأضاف الوزير؟',
    'نعم.',
    '«هكذا قال».',
  ]);
});

test('a newline ends a sentence, a quotation and a bracket', () => {
  expect(sentencesOf('عاجل\r\nقال: «سنعود\nوصل (الوفد\u2028انتهى. شكرا')).toEqual([
    'عاجل',
    'قال: «سنعود',
    'وصل (الوفد',
    'انتهى.',
    'شكرا',
  ]);
});

describe('a mark that is never closed does not swallow the rest of the article', () => {
  test.each(['«', '"', '“', '(', '[', '{', '‹', '\ufd3f'])('%s', (mark) => {
    const sentences = ['قال الرئيس إن المفاوضات ستستمر.', 'وأضاف أن الوفد سيعود غدا.', 'ثم انتهى اللقاء.'];
    expect(sentencesOf(`${mark}${sentences.join(' ')}`)).toEqual([
      `${mark}${sentences[0]!}`,
      ...sentences.slice(1),
    ]);
  });
});

test('a quotation of many sentences is split like any other text', () => {
  const said = Array.from({ length: 9 }, (_, i) => `وهذه هي الجملة رقم ${i + 1} من الخطاب.`);
  expect(sentencesOf(`«${said.join(' ')}»`)).toHaveLength(9);
});

test('marks without a word are no sentence of their own', () => {
  expect(sentencesOf('... وقال الرئيس ذلك. . ! وانصرف')).toEqual(['... وقال الرئيس ذلك. . !', 'وانصرف']);
  expect(sentencesOf('انتهى. « » ! وانصرف')).toEqual(['انتهى.', '« » ! وانصرف']);
  expect(sentencesOf('؟!...')).toEqual(['؟!...']);
  expect(sentencesOf(' \n\t')).toEqual([]);
});

describe('a sentence that is too long', () => {
  const clause = 'وقال الوزير إن الحكومة ستواصل العمل';
  const long = (separator: string) => Array.from({ length: 4 }, () => clause).join(separator);

  test('is split at ؛ rather than at ،', () => {
    expect(sentencesOf(`${clause}، ${clause}؛ ${clause}، ${clause}`, 100)).toEqual([
      `${clause}، ${clause}؛`,
      `${clause}، ${clause}`,
    ]);
  });

  test('is split at ، and : rather than at spaces', () => {
    expect(sentencesOf(long('، '), 90)).toEqual([`${clause}، ${clause}،`, `${clause}، ${clause}`]);
    expect(sentencesOf(`${clause}: ${clause}`, 60)).toEqual([`${clause}:`, clause]);
  });

  test('is split at spaces, into pieces of about the same length', () => {
    const pieces = sentencesOf(long(' '), 100);
    expect(pieces.join(' ')).toBe(long(' '));
    expect(pieces).toHaveLength(2);
    for (const piece of pieces) expect(piece.length).toBeGreaterThan(60);
  });

  test('is not split at ؛ when it is short enough', () => {
    expect(sentencesOf(long('؛ '))).toHaveLength(1);
  });

  test('keeps its numbers and bracketed words together', () => {
    expect(
      sentencesOf('بلغت الميزانية 1,000,000 دولار (نحو 900 ألف يورو، تقريبا) هذا العام فقط', 45),
    ).toEqual(['بلغت الميزانية 1,000,000 دولار', '(نحو 900 ألف يورو، تقريبا) هذا العام فقط']);
  });

  test('of one endless word is cut between characters, not inside them', () => {
    const vowelled = 'مُّ'.repeat(10);
    expect(sentencesOf(vowelled, 10)).toEqual(['مُّ'.repeat(3), 'مُّ'.repeat(3), 'مُّ'.repeat(3), 'مُّ']);
    expect(sentencesOf('😀'.repeat(5), 3)).toEqual(['😀', '😀', '😀', '😀', '😀']);
    expect(sentencesOf('😀😀', 1)).toEqual(['😀', '😀']);
  });
});

const newsArticle = readNewsArticle();
test.skipIf(newsArticle === undefined)('a news article has the sentences that its readers see', () => {
  const counts = splitParagraphs(newsArticle!).paragraphs.map(({ text }) => splitSentences(text).length);
  expect(counts).toEqual([3, 4, 1, 2, 1, 1, 1, 1]);
});

test.skipIf(!hasFlores)('of 997 lines, those that hold several sentences are split and no others', () => {
  // Read one by one: 84 hold several. "ياهو!" alone is torn from its sentence.
  expect(floresLines('ar').filter((line) => splitSentences(line).length > 1)).toHaveLength(84);
});
