import { defineTexts } from '../../language/define-texts.ts';

export const pullTexts = defineTexts(
  ({ bytes, percent }) => ({
    fetch: 'Fetch',
    mend: 'Fetch again',
    stop: 'Stop',
    other: 'Another model',
    otherHelp:
      'Its name on the hub, such as Xenova/opus-mt-ar-en. It has to be a Marian model as ONNX files.',
    otherInvalid: 'Write it as owner/name.',
    waiting: (holder: string) => `Waiting for ${holder}, which fetches the same model …`,
    starting: 'Asking the hub …',
    fetched: (part: number, all: number) => `${bytes(part)} of ${bytes(all)} (${percent(part / all)})`,
    checking: 'Verifying …',
    stopped: 'Stopped. What has come stays, and the next time goes on from there.',
    failed: 'It could not be fetched:',
    progressOf: (id: string) => `How far ${id} is fetched`,
  }),
  ({ bytes, percent }) => ({
    fetch: 'جلب',
    mend: 'جلب من جديد',
    stop: 'إيقاف',
    other: 'نموذج آخر',
    otherHelp: 'اسمه على المستودع، مثل Xenova/opus-mt-ar-en. يجب أن يكون نموذج Marian بملفات ONNX.',
    otherInvalid: 'اكتبه على صورة owner/name.',
    waiting: (holder) => `في انتظار ${holder}، فهو يجلب النموذج نفسه …`,
    starting: 'جارٍ سؤال المستودع …',
    fetched: (part, all) => `${bytes(part)} من ${bytes(all)} (${percent(part / all)})`,
    checking: 'جارٍ التحقق …',
    stopped: 'أُوقف. يبقى ما وصل، وتُستأنف المرة التالية من عنده.',
    failed: 'تعذّر جلبه:',
    progressOf: (id) => `مدى جلب ${id}`,
  }),
);
