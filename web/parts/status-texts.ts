import type { Document } from '../server/client.ts';
import { defineTexts, type Texts } from '../language/define-texts.ts';

export const statusTexts: Texts<Readonly<Record<Document['status'], string>>> = defineTexts(
  () => ({
    queued: 'Waiting',
    running: 'Translating',
    paused: 'Paused',
    done: 'Done',
    failed: 'Failed in part',
    cancelled: 'Cancelled',
  }),
  () => ({
    queued: 'في الانتظار',
    running: 'قيد الترجمة',
    paused: 'متوقف مؤقتًا',
    done: 'تمّ',
    failed: 'تعذّر بعضه',
    cancelled: 'أُلغي',
  }),
);
