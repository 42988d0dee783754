/** What reading one file may take. Beyond it: FILE_TOO_LARGE for what can be seen from outside, else FILE_TOO_COMPLEX. */
export const extractLimits = {
  /** Of a page. The longest articles of news sites are below 1 MB, pictures in the page included. */
  htmlBytes: 8 * 1024 * 1024,
  /** Elements of a page; Readability looks at each several times. The largest encyclopedia articles have 50,000. */
  htmlElements: 100_000,
  /** Elements inside one another; those who walk a tree do so by calling themselves. Pages have 20 to 60. */
  htmlDepth: 500,
  /** XML of a Word document after unpacking: a thousand pages have about 10 MB. */
  docxXmlBytes: 24 * 1024 * 1024,
  /** Files in the archive, pictures included. */
  docxEntries: 5_000,
  /** One file on the thread. A thousand pages of Word take about 2 s. */
  withinMs: 15_000,
  /** Heap of the thread, in MiB; it starts anew when a file takes more. */
  heapMib: 384,
} as const;
