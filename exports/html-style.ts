/** The style sheet of the HTML export: no fonts, images or colours that would have to be fetched. */
export const htmlStyle = `:root { color-scheme: light dark; }
body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.4; }
.about { color: GrayText; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { width: 50%; padding: 0.4rem 1rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
td { white-space: pre-line; }
td:lang(ar) { font-size: 1.15em; }
tbody { border-top: 1px solid color-mix(in srgb, currentColor 30%, transparent); }
small { display: block; color: GrayText; font-size: 0.75rem; }
tr:target { background: Mark; color: MarkText; }
@media print {
  @page { margin: 15mm; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10pt; }
  article + article { break-before: page; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
`;
