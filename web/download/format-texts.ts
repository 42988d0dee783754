import { defineTexts } from '../language/define-texts.ts';

/**
 * The formats of exports/export-formats.ts, in the order that people look for them, and what each is for.
 */
export const formatNames = [
  'html',
  'docx',
  'txt',
  'md',
  'xliff',
  'xliff12',
  'tmx',
  'csv',
  'tsv',
  'jsonl',
  'hf',
  'moses',
  'parquet',
] as const;
export type FormatName = (typeof formatNames)[number];

export interface FormatText {
  readonly name: string;
  readonly use: string;
}

export const formatTexts = defineTexts<Readonly<Record<FormatName, FormatText>>>(
  () => ({
    html: { name: 'Web page', use: 'To read and print both sides, in any browser.' },
    docx: { name: 'Word', use: 'Both sides as a table, for Word and LibreOffice; up to 5,000 sentences.' },
    txt: { name: 'Plain text', use: 'The translation alone.' },
    md: { name: 'Markdown', use: 'The translation alone, for publishing systems.' },
    xliff: { name: 'XLIFF 2', use: 'To correct in a CAT tool and send back.' },
    xliff12: { name: 'XLIFF 1.2', use: 'The same, for older CAT tools.' },
    tmx: { name: 'TMX', use: 'To fill a translation memory.' },
    csv: { name: 'CSV', use: 'For spreadsheets and data tools.' },
    tsv: { name: 'TSV', use: 'For command lines; can be corrected and sent back.' },
    jsonl: { name: 'JSON Lines', use: 'Everything that is known, for programs and corpora.' },
    hf: { name: 'Hugging Face', use: 'For translation scripts that train on Hugging Face data.' },
    moses: { name: 'Moses', use: 'Two text files, line by line, to train translation models.' },
    parquet: { name: 'Parquet', use: 'For DuckDB, pandas and Spark.' },
  }),
  () => ({
    html: { name: 'صفحة ويب', use: 'لقراءة الجانبين وطباعتهما في أي متصفح.' },
    docx: { name: 'وورد', use: 'الجانبان في جدول لبرنامجي وورد وليبر أوفيس؛ حتى ٥٠٠٠ جملة.' },
    txt: { name: 'نص عادي', use: 'الترجمة وحدها.' },
    md: { name: 'ماركداون', use: 'الترجمة وحدها لأنظمة النشر.' },
    xliff: { name: 'XLIFF 2', use: 'للتصحيح في أداة ترجمة ثم الإعادة إلى هنا.' },
    xliff12: { name: 'XLIFF 1.2', use: 'مثله لأدوات الترجمة الأقدم.' },
    tmx: { name: 'TMX', use: 'لملء ذاكرة ترجمة.' },
    csv: { name: 'CSV', use: 'للجداول وأدوات البيانات.' },
    tsv: { name: 'TSV', use: 'لسطر الأوامر؛ ويمكن تصحيحه وإعادته إلى هنا.' },
    jsonl: { name: 'JSON Lines', use: 'كل ما هو معروف، للبرامج والمدونات اللغوية.' },
    hf: { name: 'Hugging Face', use: 'لبرامج التدريب على بيانات Hugging Face.' },
    moses: { name: 'Moses', use: 'ملفان نصيان سطرًا بسطر، لتدريب نماذج الترجمة.' },
    parquet: { name: 'Parquet', use: 'لأدوات DuckDB وpandas وSpark.' },
  }),
);

export const downloadTexts = defineTexts(
  ({ bytes, count }) => ({
    title: 'Download',
    of: (n: number) => count(n, { one: 'One article', other: '# articles in one file' }),
    onlyDone: 'Articles that are not finished are left out.',
    partial: 'The article is not finished: the file holds what is there.',
    received: (n: number) => `${bytes(n)} received`,
    done: (name: string) => `${name} is saved.`,
    cancel: 'Cancel',
    close: 'Close',
  }),
  ({ bytes, count }) => ({
    title: 'تنزيل',
    of: (n) =>
      count(n, {
        one: 'مقال واحد',
        two: 'مقالان في ملف واحد',
        few: '# مقالات في ملف واحد',
        many: '# مقالًا في ملف واحد',
        other: '# مقال في ملف واحد',
      }),
    onlyDone: 'تُستبعد المقالات التي لم تنتهِ ترجمتها.',
    partial: 'لم ينتهِ المقال بعد: في الملف ما هو موجود منه.',
    received: (n) => `وصل ${bytes(n)}`,
    done: (name) => `حُفظ ${name}.`,
    cancel: 'إلغاء',
    close: 'إغلاق',
  }),
);
