import { sql, type Kysely, type Migration } from 'kysely';

/*
 * Arabic words are searched for by stems of our own instead of PostgreSQL's (Snowball), which have المياه (the waters) and مئات
 * (hundreds) for one word, or زار (visited) and وزارة (ministry), and لل… for a part of the word. What goes is what Larkey, Ballesteros and Connell
 * ("Light Stemming for Arabic Information Retrieval", 2007) take away: the article with what is written onto it, conjunction,
 * preposition, and the commonest endings, as long as enough of the word stays. Two things are ours:
 *
 * - A letter that belongs to the word is no conjunction or preposition. How such words begin is listed below: those that stand
 *   with the article, or hardly ever without the letter, in the 550,000 sentences that the embedded model learnt from.
 * - The hamza on ya and waw is a hamza, as in text/glossary/fold-for-matching.ts, and no ya: فئة (class) is not فيه (in it).
 *   Nor is على (on) the name علي.
 *
 * In the lists `$` is the end of a word. `fold_for_search` stays for titles and for near words.
 *
 * In PL/pgSQL it keeps its cost, a tenth of a millisecond a sentence: PostgreSQL puts a function in SQL in the place of its call, believes
 * that it costs next to nothing, and reads all sentences rather than the index.
 */
const ownWaw = [
  'احد(?!اث|ث)|احه|اجه(?!ز|ض|د)|اجب|ادي$|ارد(ات|ه)?$|اسع(?!ار|د)|اشنط|اصل(?!ا)|اضح|افق|اقع|اقف|الد|اتساب',
  'باء|تير|ثاءق|ثيق|جب(ه|ات)|جد(ت|وا|نا|ه|ها|ان)$|جه(?!ود|از|د)|جود|جوه|جيه|حد(?!ي|ود|د|ث)|حش|حوش|حيد|داع|داءع|ديعه',
  'راء|راث|رد(ت|ه|وا|ي|يه)$|رش(ه|ات)|رق(?!م|اب)|ريد|زار|زرا|زير|زن(ه|ها|ا|ي)$|ساءط|ساءل|ساط|سط(?!ح|ر|و)|سيط|سيل|شيك',
  'صاي|صف(ت|ه|ها|ات|ي|يه)$|صل(ت|وا|نا|ه|ها)$|صول|صيه|ضع(?!ف)|ضوح|طن|ظاءف|ظيف|عاء|عود|فات(ه|ها|هم)|فاه|فق(?!د|ر)|فود',
  'في(ات|ا)$|قاءع|قاي|قت(?!ل|ال)|قع|قف|قوع|قوف|قود|كال|كلاء|كيل|لاء|لاد|لاي|لد(?!ي)|ليد|همي|يكي|يلز|يليام|يندوز',
];
const ownBa = [
  'اءع|احث|ادي|ارد(?!و|ن)|ارز|اريس|اطل|اقي|اكست|الغ|ايدن|ترول|حار|حث|حري|حير|داءل|داءي|داي|ديل|ديه|ذيء|راء|راز|راع|رامج',
  'راكين|راهين|رتغال|رشلون|ركان|رلمان|رلين|رمج|رنام|رهان|روت|روكس|رونز|ريء|ريد|ريط|ساط|ستان|سيط(?!ر)|شري(?!ك|ح|ط)|صري|صم',
  'صير|ضاءع|ضاع|طاري|طاط|طاق|طال|طول(ه|ات|ي|يه)|طيء|عثات|عد(ه|ها|هم|ما|ءذ)$|عض(ه|ها|هم|نا|كم|هما|هن)$|عيد|غداد|قاء',
  'قايا|كتير|لاد|لاست|لاغ|لجي|لد|لغار|لغت|لوك|ناء|نادق|ناو|ناي|نغلا|نكي|نوك|ني|واب|واسط|وتين|ورص|ورم|ورك|وسطن|وسن|وصل|ولن',
  'ولي|يءات|يءه|يءي|يان|يت(ه|ها|نا|هم)|يرو$|يروت|يض|يلاروس|ين(?!اير)|يول',
];
const ownLam = [
  'اءح|اتين|اجء|احظ|احق|ازم(?!ه|ات)|اسلك|اعب|افت|افروف|امركز|انهاي|اهاي|بنان|جان(?!ب)|جنت|حظ|حوم|دي(ه|ها|هم|نا|ك|كم|هما|هن)?$',
  'سان|طيف|عل(ه|ها|هم|كم|نا|ي)$|غات|غوي|فظي|قاء|قاح|قطات|كن(ه|ها|هم|ني|نا|هما)$|محات|مسات|وازم|واءح|وجست|وحات|وكسم',
  'يبرال|يبي|يتوان|يفرب|ياق|ينكس|ينو|يس(ت|وا)$',
];

const letter = '[ء-ي]';
const begin = `(?<!${letter})`;
const end = `(?!${letter})`;

function oneOf(list: readonly string[]): string {
  return `(?:${list
    .join('|')
    .replaceAll(/\((?!\?)/g, '(?:')
    .replaceAll('$', end)})`;
}

/** Patterns and what is put in their place, in order; `fold` is where letters that writers do not tell apart become one. */
type Step = readonly [pattern: string, replacement: string];

const beforeFold: readonly Step[] = [
  // Invisible marks, vowels, tatweel: as in fold_for_search.
  [
    String.raw`[\u00ad\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]`,
    '',
  ],
  [`${begin}[وف]?(عل)(?:ى|ي(?:ه|ها|هم|هما|هن))${end}`, String.raw`\1`],
  // The article has no hamza, which ألمانيا has; words that begin like it stay whole even where their hamza is left out.
  [
    `${begin}(?:(?:[وف]?[بك]|ف)?ال|وال(?!د(?:ه|ته|تها|ها|هم|ين|يه|يها|تي|ي)?${end})|[وف]?لل)` +
      `(?!تزام|تهاب|تقاط|تحاق|تفاف|تقاء|تباس|كترون|غاء|ماني)(?=${letter}{3})`,
    '',
  ],
];
const afterFold: readonly Step[] = [
  [`${begin}و(?!${oneOf(ownWaw)})(?=${letter}{3})`, ''],
  [`${begin}(?:ب(?!${oneOf(ownBa)})|ل(?!${oneOf(ownLam)}))(?=${letter}{4})`, ''],
  [`(${letter}{3})(?:ات|ه?(?:ه|ها|هما)|ا?ت(?:ه|ها|هم|هما)|تين|تان|وا)${end}`, String.raw`\1`],
  // Not after alef or waw, where it is the word's: نبات, بيروت, تفاهم.
  [`(${letter}{2}[ءب-هي])(?:ت|هم)${end}`, String.raw`\1`],
  // Thirty is not three.
  [`(${begin}(?:ثلاث|ثمان|اربع)(?:ون|ين)${end})|(${letter}{3}[ء-ةث-ي])(?:ون|ين|ان)${end}`, String.raw`\1\2`],
  // After ya it is a country's: سوريا.
  [`(${letter}{3}[ء-هو])ا${end}`, String.raw`\1`],
];

function replaceAll(text: string, steps: readonly Step[]): string {
  return steps.reduce(
    (inner, [pattern, replacement]) => `regexp_replace(${inner}, '${pattern}', '${replacement}', 'g')`,
    text,
  );
}

const folded = `translate(${replaceAll('normalize($1, NFKC)', beforeFold)}, 'أإآٱىةؤئکی', 'اااايهءءكي')`;

const statements = [
  sql`
    create function muwazi.stem_for_search(text) returns text
      language plpgsql immutable strict parallel safe cost 200
      as ${sql.lit(`begin return ${replaceAll(folded, afterFold)}; end`)}`,
  sql`drop index muwazi.segments_source_words`,
  sql`
    create index segments_source_words on muwazi.segments
      using gin (to_tsvector('simple', muwazi.stem_for_search(source_text)))`,
];

export const wordStems: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
