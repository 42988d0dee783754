/*
 * What a full stop may follow without ending a sentence. Written without the last full stop, without tashkeel and tatweel.
 *
 * Single letters and letters with stops between them (د. ج. ب. ص.ب. ج.م.ع. J. K. U.S. e.g.) need no list: none of them is a
 * word that ends an Arabic sentence. The lists hold the rest, and the exceptions.
 */

/** Something always follows: titles, references to books; and what is part of a name: "HK Management Inc." */
export const leadingAbbreviations: ReadonlySet<string> = new Set([
  ...['أد', 'مج', 'تح', 'تر', 'صص'],
  ...['Mr', 'Mrs', 'Ms', 'Mx', 'Dr', 'Prof', 'St', 'Mt', 'Rev', 'Hon', 'Messrs', 'Pres'],
  ...['Gen', 'Lt', 'Col', 'Sgt', 'Capt', 'Maj', 'Cmdr', 'Adm', 'Rep', 'Sen', 'Gov', 'vs', 'cf'],
  ...['Inc', 'Ltd', 'Corp', 'Co', 'Bros', 'Jr', 'Sr'],
]);

/** An abbreviation only before a number; elsewhere a word ("No.", "Mar.") that may end a sentence. */
export const abbreviationsBeforeNumber: ReadonlySet<string> = new Set([
  ...['No', 'Nos', 'no', 'nos', 'Vol', 'vol', 'Art', 'Fig', 'fig', 'Ch', 'pp', 'approx', 'ca'],
  ...['Jan', 'Feb', 'Mar', 'Apr', 'Jun', 'Jul', 'Aug', 'Sep', 'Sept', 'Oct', 'Nov', 'Dec'],
]);

/**
 * After a number these are units, eras and currencies, and do end sentences ("سنة 1435 هـ. وقال"): metre or AD, AH, BC, AM,
 * and the Arab currencies.
 */
export const abbreviationsAfterNumber: ReadonlySet<string> = new Set([
  ...['م', 'ه', 'ق.م', 'ب.م', 'ص', 'ق.ه', 'ر.س', 'ر.ق', 'ر.ع', 'ر.ي', 'د.إ', 'د.ا', 'د.ك', 'د.ب', 'د.ع'],
  ...['د.أ', 'د.ت', 'د.ج', 'د.ل', 'د.م', 'ج.م', 'ج.س', 'ل.س', 'ل.ل'],
]);

/**
 * Names of Latin letters as Arabic newspapers spell initials: "جورج دبليو. بوش", "جيه. كيه. رولينج", "بي.بي.سي". Those that are
 * also words (في "in", أو "or", إن "that") cannot end a sentence either.
 */
export const letterNames: ReadonlySet<string> = new Set([
  ...[
    'إيه',
    'ايه',
    'بي',
    'سي',
    'دي',
    'إي',
    'اي',
    'إف',
    'اف',
    'جي',
    'إتش',
    'اتش',
    'آي',
    'جيه',
    'جاي',
    'كيه',
    'كاي',
    'كي',
  ],
  ...['إل', 'ال', 'إم', 'ام', 'إن', 'ان', 'أو', 'او', 'كيو', 'آر', 'ار', 'إس', 'اس', 'تي', 'يو', 'في'],
  ...['دبليو', 'إكس', 'اكس', 'واي', 'زد'],
]);
