import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface WebBuild {
  readonly directory: string;
  remove(): Promise<void>;
}

/** What a build of the web interface looks like from outside: a document, a script, and the script compressed. */
export async function makeWebBuild(): Promise<WebBuild> {
  const directory = await mkdtemp(join(tmpdir(), 'muwazi-web-'));
  const script = 'document.title = "Muwazi";\n';
  await mkdir(join(directory, 'assets'));
  await writeFile(
    join(directory, 'index.html'),
    '<!doctype html><title>Muwazi</title><script type="module" src="/assets/main-1a2b3c.js"></script>\n',
  );
  await writeFile(join(directory, 'assets', 'main-1a2b3c.js'), script);
  await writeFile(join(directory, 'assets', 'main-1a2b3c.js.gz'), gzipSync(script));
  await writeFile(join(directory, 'secret.txt'), 'beside the assets');
  return { directory, remove: () => rm(directory, { recursive: true }) };
}
