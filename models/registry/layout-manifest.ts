import type { ManifestFile, ModelManifest } from './model-manifest.ts';
import { sentencePieceFiles } from '../tokeniser/find-sentence-piece-files.ts';
import { settingsFiles } from '../engine/model-files.ts';

/** The 8-bit graphs: a quarter of the others. */
const graphs = ['onnx/encoder_model_quantized.onnx', 'onnx/decoder_model_merged_quantized.onnx'] as const;

/** Where a repository has them they are worth having: SentencePiece's own files, and what the makers say. */
const welcomeFiles = [...sentencePieceFiles, 'target.spm', 'README.md'] as const;

/**
 * What a hub model that nobody wrote a manifest for should consist of: the files of the layout, from its own repository.
 * Licence and languages are unknown until its card has been fetched.
 */
export function layoutManifest(id: string): ModelManifest {
  const needed: readonly ManifestFile[] = [...settingsFiles, ...graphs].map((path) => ({ path }));
  const welcome = welcomeFiles.map((path): ManifestFile => ({ path, need: 'optional' }));
  return {
    format: 'muwazi-model',
    version: 1,
    id,
    about: '',
    layout: 'marian',
    languages: null,
    licence: noAssertion,
    scores: [],
    sources: [{ repository: id, revision: 'main', files: [...needed, ...welcome] }],
  };
}

/** SPDX's word for "nobody says". */
export const noAssertion = 'NOASSERTION';
