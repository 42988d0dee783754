import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectArabic } from '../../../text/detect-arabic.ts';
import { arabicText } from '../../support/arabic-text.ts';
import { readNewsArticle, readSampleArticle } from '../../support/articles.ts';
import { floresLines, hasFlores } from '../../support/flores.ts';

describe('Arabic stays Arabic', () => {
  test.each([
    'قال الرئيس المصري إن المحادثات ستستأنف غدا.',
    'أعلنت شركة گوگل عن منتج جديد',
    'گوگل ترد على پوتين',
    'زار پاپا الفاتيكان مدينة چنوى الإيطالية على متن طائرة پوينگ',
    'شركة Apple تعلن عن iPhone 15 Pro Max في كاليفورنيا',
    'ﺍﻟﺴﻼﻡ ﻋﻠﻴﻜﻢ',
    'اﻟرﺋﯾس',
    'لا',
    'يلعب ڤيتو في نادي ڨفصة ومكناس بڭلميم',
    'قال الرئیس المصری إن الحکومة ستعلن الیوم عن القرارات الجدیدة فی القاهرة',
  ])('%s', (text) => {
    expect(detectArabic(text)).toBe('arabic');
  });

  test('in a whole article', () => {
    expect(detectArabic(readSampleArticle())).toBe('arabic');
  });

  const newsArticle = readNewsArticle();
  test.skipIf(newsArticle === undefined)('in every line of a news article', () => {
    for (const line of newsArticle!.split('\n')) expect(detectArabic(line), line).toBe('arabic');
  });

  test.skipIf(!hasFlores)('in each of 997 sentences from the news and the web', () => {
    expect(floresLines('ar').filter((line) => detectArabic(line) !== 'arabic')).toEqual([]);
  });
});

test.each([
  'رئیس جمهور ایران گفت که این کشور آماده مذاکره است.',
  'هوای تهران امروز پاک است و کیفیت آن قابل قبول گزارش شده است',
  'پلیس چهار نفر را در ژاپن دستگیر کرد',
])('Persian is reported: %s', (text) => {
  expect(detectArabic(text)).toBe('persian');
});

test.each([
  'وزیر اعظم نے کہا ہے کہ حکومت عوام کے مسائل حل کرے گی۔',
  'پاکستان میں آج موسم خشک رہے گا',
  'لاہور ہائی کورٹ نے فیصلہ سنا دیا',
])('Urdu is reported: %s', (text) => {
  expect(detectArabic(text)).toBe('urdu');
});

test.each([
  ['English', 'The president said talks would resume.'],
  ['English with an Arabic word', 'The word سلام means peace in the Arabic language.'],
  ['Hebrew', 'ראש הממשלה אמר היום'],
  ['Sorani Kurdish', 'سەرۆکی هەرێم لەگەڵ وەزیری دەرەوە کۆبووەوە'],
  ['Pashto', 'د افغانستان د بهرنیو چارو وزیر وویل چې ښوونځي به پرانیستل شي او ټول کېږي'],
  ['Uyghur', 'ئۇيغۇر تىلى تۈركىي تىللارنىڭ بىرى'],
  ['digits', '2024 ١٢٣'],
  ['emoji', '😀👍'],
  ['punctuation', '؟! …'],
])('%s is not Arabic', (_name, text) => {
  expect(detectArabic(text)).toBe('other');
});

test.each(['', '  \n', '\u200f\u202c', '\u064b\u0640'])('there is nothing to translate in %j', (text) => {
  expect(detectArabic(text)).toBe('empty');
});

test('white space, vowels and bidirectional marks around a text change nothing', () => {
  fc.assert(
    fc.property(arabicText, (text) => {
      expect(detectArabic(`\u200f \n${text}\u202c \u00a0`)).toBe(detectArabic(text));
    }),
  );
});

test('no character without Arabic script becomes Arabic for the model', () => {
  const turned: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const char = String.fromCodePoint(code);
    if (!/\p{Script=Arabic}/u.test(char) && /\p{Script=Arabic}/u.test(char.normalize('NFKC')))
      turned.push(char);
  }
  expect(turned).toEqual([]);
});
