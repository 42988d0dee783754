import type { Language } from './language.ts';

/** Forms of a counted thing by CLDR plural category; `#` stands for the number. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

export interface Formats {
  readonly number: (value: number) => string;
  /** One digit after the point where it matters: below ten. */
  readonly decimal: (value: number) => string;
  /** Of a share from 0 to 1. */
  readonly percent: (share: number) => string;
  /** "3 sentences", "٣ جمل". */
  readonly count: (value: number, forms: Forms) => string;
  readonly bytes: (value: number) => string;
  /** Of seconds: "2 min", rounded so that it claims no more than it knows. */
  readonly duration: (seconds: number) => string;
  /** Of a short time in milliseconds: "32 ms", "1.4 sec". */
  readonly brief: (ms: number) => string;
  /** Of an ISO moment, in the time zone of the reader. */
  readonly moment: (iso: string) => string;
  readonly time: (iso: string) => string;
  readonly list: (items: readonly string[]) => string;
}

/** Arabic news writes the digits ٠١٢ and dates by the Gregorian calendar. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', ar: 'ar-u-nu-arab-ca-gregory' };

export const formats: Readonly<Record<Language, Formats>> = { en: makeFormats('en'), ar: makeFormats('ar') };

/** Each format is made when it is first used: together they would hold up the first page by a tenth of a second. */
function makeFormats(language: Language): Formats {
  const locale = locales[language];
  const number = once(() => new Intl.NumberFormat(locale));
  const fine = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
  const percent = once(() => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }));
  const plural = once(() => new Intl.PluralRules(language));
  const moment = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }));
  const time = once(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
  const list = once(() => new Intl.ListFormat(locale));
  const unit = makeUnits(locale);
  const formatsOf: Formats = {
    number: (value) => number().format(value),
    decimal: (value) => (value < 10 ? fine().format(value) : number().format(Math.round(value))),
    percent: (share) => percent().format(share),
    count: (value, forms) =>
      (forms[plural().select(value)] ?? forms.other).replace('#', number().format(value)),
    bytes: (value) => {
      if (value < 1e6) return unit(Math.round(value / 1e3), 'kilobyte');
      return value < 1e9 ? unit(value / 1e6, 'megabyte') : unit(value / 1e9, 'gigabyte');
    },
    duration: (seconds) => {
      if (seconds < 90) return unit(Math.max(1, Math.round(seconds)), 'second');
      if (seconds < 5_400) return unit(Math.round(seconds / 60), 'minute');
      return seconds < 172_800 ? unit(seconds / 3_600, 'hour') : unit(Math.round(seconds / 86_400), 'day');
    },
    brief: (ms) => (ms < 1_000 ? unit(ms, 'millisecond') : unit(ms / 1_000, 'second')),
    moment: (iso) => moment().format(new Date(iso)),
    time: (iso) => time().format(new Date(iso)),
    list: (items) => list().format(items),
  };
  return formatsOf;
}

/** One digit after the point below ten. */
function makeUnits(locale: string): (value: number, unit: string) => string {
  const made = new Map<string, Intl.NumberFormat>();
  return (value, unit) => {
    const maximumFractionDigits = value < 10 ? 1 : 0;
    const key = `${unit} ${maximumFractionDigits}`;
    const format =
      made.get(key) ??
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits });
    made.set(key, format);
    return format.format(value);
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
