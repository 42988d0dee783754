import { Parser } from 'htmlparser2';

/** A piece of text between two tags: half-open, in UTF-16 code units of the HTML. */
export interface TextRun {
  readonly start: number;
  readonly end: number;
}

/** What stands in these is for machines. */
const notForReaders: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript', 'textarea']);

/** Finds the text that people read in a piece of HTML, in order; white space alone is left out. */
export function findTextRuns(html: string): readonly TextRun[] {
  const runs: { start: number; end: number }[] = [];
  const open: string[] = [];
  const parser = new Parser(
    {
      onopentagname: (name) => {
        if (notForReaders.has(name)) open.push(name);
      },
      onclosetag: (name) => {
        if (open.at(-1) === name) open.pop();
      },
      ontext: () => {
        if (open.length > 0) return;
        const [start, end] = [parser.startIndex, parser.endIndex + 1];
        const last = runs.at(-1);
        // The parser tells a text in pieces where there is a character such as `&` in it.
        if (last?.end === start) last.end = end;
        else runs.push({ start, end });
      },
    },
    { decodeEntities: false },
  );
  parser.end(html);
  return runs.filter(({ start, end }) => html.slice(start, end).trim() !== '');
}
