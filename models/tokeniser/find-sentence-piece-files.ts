import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** SentencePiece's own files of a model with a vocabulary for each side, relative to its directory. */
export const sentencePieceFiles = ['source.spm', 'vocab.json'] as const;

/** All of them where the model in `directory` brings them all; none otherwise, because one alone is of no use. */
export async function findSentencePieceFiles(directory: string): Promise<readonly string[]> {
  const absent = await Promise.all(sentencePieceFiles.map((file) => isAbsent(join(directory, file))));
  return absent.includes(true) ? [] : sentencePieceFiles;
}

/** `target.spm` where the model brings it: how it cuts English, which only terms of a glossary need. */
export async function findTargetModel(directory: string): Promise<string | undefined> {
  const file = 'target.spm';
  return (await isAbsent(join(directory, file))) ? undefined : file;
}

function isAbsent(file: string): Promise<boolean> {
  return access(file).then(
    () => false,
    () => true,
  );
}
