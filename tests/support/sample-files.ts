import { Document, FootnoteReferenceRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { zipSync } from 'fflate';

/** Text in Windows-1256, which Node decodes but does not encode. */
export function inWindows1256(text: string): Buffer {
  const decoder = new TextDecoder('windows-1256');
  const codes = new Map(
    Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]),
  );
  return Buffer.from(
    Array.from(text, (character) => {
      const code = codes.get(character);
      if (code === undefined) throw new Error(`Windows-1256 has no ${character}`);
      return code;
    }),
  );
}

/** UTF-16 with its byte order mark. */
export function inUtf16(text: string, order: 'little' | 'big'): Buffer {
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  return order === 'little' ? little : little.swap16();
}

/** As a news site writes one: a menu, an article, and what stands around it. */
export function newsPage({
  head = '',
  paragraphs,
}: {
  readonly head?: string;
  readonly paragraphs: readonly string[];
}): string {
  const menu = Array.from({ length: 12 }, (_, n) => `<li><a href="/${n}">باب ${n}</a></li>`).join('');
  const body = paragraphs.map((text) => `<p>${text}</p>`).join('\n');
  return `<!doctype html><html lang="ar" dir="rtl"><head>${head}<script>document.title = 'تغير'</script></head>
    <body><nav><ul>${menu}</ul></nav>
    <main><article><h1>عنوان الخبر</h1>${body}<script>alert('شيفرة')</script></article></main>
    <aside class="sidebar comments"><a href="/x">الأكثر قراءة</a> <a href="/y">إعلان</a></aside>
    <footer>جميع الحقوق محفوظة</footer></body></html>`;
}

/** A Word document of these paragraphs, with a table and a footnote at its end. */
export async function wordDocument(paragraphs: readonly string[]): Promise<Buffer> {
  const table = new Table({
    rows: [
      new TableRow({
        children: ['خلية أولى', 'خلية ثانية'].map(
          (text) => new TableCell({ children: [new Paragraph(text)] }),
        ),
      }),
    ],
  });
  const document = new Document({
    footnotes: { 1: { children: [new Paragraph('حاشية')] } },
    sections: [
      {
        children: [
          ...paragraphs.map((text) => new Paragraph({ bidirectional: true, children: [new TextRun(text)] })),
          new Paragraph({ children: [new TextRun('نهاية'), new FootnoteReferenceRun(1)] }),
          table,
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

/** An archive that calls itself a Word document: its text unpacks to `bytes` blanks. */
export function zipBomb(bytes: number): Buffer {
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': Buffer.from('<Types/>'),
      'word/document.xml': Buffer.alloc(bytes, ' '),
    }),
  );
}
