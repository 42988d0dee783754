/**
 * What `auto` chooses among the models already pulled, best first; else the embedded one.
 * BLEU on FLORES devtest: 42.8 (tc-big class), 33.4 (opus-mt). The tc-big class needs an ONNX export in the hub's layout.
 */
export const preferredModels: readonly string[] = [
  'Xenova/opus-mt-tc-big-ar-en',
  'onnx-community/opus-mt-tc-big-ar-en',
  'Xenova/opus-mt-ar-en',
  'onnx-community/opus-mt-ar-en',
];
