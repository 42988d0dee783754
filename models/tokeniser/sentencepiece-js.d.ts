/** SentencePiece compiled to WebAssembly; the package brings no types. Only what is used here. */
declare module '@agnai/sentencepiece-js' {
  export class SentencePieceProcessor {
    /** Reads the file synchronously. Resolves even when the file is no SentencePiece model; then every text has no pieces. */
    load(file: string): Promise<void>;
    encodePieces(text: string): string[];
  }
}
