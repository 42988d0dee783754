import { appError } from '../core/app-error.ts';

const kinds = [
  { kind: 'text', endings: ['txt', 'text'], mediaTypes: ['text/plain'] },
  { kind: 'html', endings: ['html', 'htm', 'xhtml'], mediaTypes: ['text/html', 'application/xhtml+xml'] },
  {
    kind: 'docx',
    endings: ['docx'],
    mediaTypes: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  },
  {
    kind: 'jsonl',
    endings: ['jsonl', 'ndjson'],
    mediaTypes: ['application/x-ndjson', 'application/jsonl'],
  },
] as const;

/** `jsonl`: many articles, a line each; the others hold one. */
export type FileKind = (typeof kinds)[number]['kind'];

/** What kind of file it says it is; throws FILE_KIND_UNKNOWN. Whether it is one shows when it is read. */
export function fileKindOf(name: string, mediaType?: string): FileKind {
  const ending = /\.([^./\\]{1,20})$/u.exec(name)?.[1]?.toLowerCase();
  const found =
    kinds.find(({ endings }) => endings.some((each) => each === ending)) ??
    (ending === undefined
      ? kinds.find(({ mediaTypes }) => mediaTypes.some((each) => each === mediaType?.toLowerCase()))
      : undefined);
  if (found !== undefined) return found.kind;
  const told = ending === undefined ? 'its name has no ending' : `.${ending}`;
  throw appError('FILE_KIND_UNKNOWN', [told], { details: { ending: ending ?? null } });
}
