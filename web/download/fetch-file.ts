import { send } from '../server/send.ts';

export interface FetchFileOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (bytes: number) => void;
}

/**
 * Fetches a file from our server and hands it to the browser to save. Resolves with its name.
 * Rejects with the server's refusal before anything is saved; a file that breaks off is not saved at all.
 */
export async function fetchFile(address: string, { signal, onProgress }: FetchFileOptions): Promise<string> {
  const response = await send(address, { signal });
  const name = fileNameOf(response.headers.get('content-disposition')) ?? 'muwazi';
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength;
      onProgress(bytes);
      controller.enqueue(chunk);
    },
  });
  const blob = await new Response(response.body?.pipeThrough(counter) ?? null).blob();
  save(new File([blob], name, { type: response.headers.get('content-type') ?? '' }));
  return name;
}

function save(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  // Not at once: the browser has yet to begin reading it.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}

/** RFC 6266: the name in Unicode where there is one. */
function fileNameOf(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/iu.exec(disposition ?? '')?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return (
    /filename="([^"]+)"/iu.exec(disposition ?? '')?.[1] ?? /filename=([^;]+)/iu.exec(disposition ?? '')?.[1]
  );
}
