import { Transform } from 'node:stream';

/** Hands bytes on as they are and counts them. */
export class BodyCounter extends Transform {
  bytes = 0;

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.bytes += chunk.length;
    done(null, chunk);
  }
}
