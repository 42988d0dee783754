import { alignedRecordOf } from './aligned-record.ts';
import type { ExportFormat } from './export-format.ts';
import { rowsOf } from './rows-of.ts';

/**
 * JSON Lines as Hugging Face's translation scripts read them: `{"translation": {"ar": …, "en": …}, …}`, one a line.
 *
 * The other fields are those of {@link AlignedRecord} except `model`, which becomes the strings `modelId` and
 * `modelRevision`: the loader wants one type a column from the first line on.
 *
 * @see https://huggingface.co/docs/datasets (feature `Translation`) and `run_translation.py` of transformers' examples
 */
export const hfFormat: ExportFormat = {
  name: 'hf',
  mediaType: 'application/jsonl; charset=utf-8',
  extension: 'hf.jsonl',
  async *write({ sourceLanguage, targetLanguage }, documents) {
    for await (const row of rowsOf(documents)) {
      const { source, target, model, ...record } = alignedRecordOf(row);
      const translation = { [sourceLanguage]: source, [targetLanguage]: target };
      const modelColumns = { modelId: model?.id ?? null, modelRevision: model?.revision ?? null };
      yield `${JSON.stringify({ translation, ...record, ...modelColumns })}\n`;
    }
  },
};
