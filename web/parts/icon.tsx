/** Drawn on a grid of 20, in the colour of the text. Never without words beside them or a label. */
const paths = {
  mark: 'M3 5h6M3 10h6M3 15h3.5M11 5h6M11 10h6M13.5 15h3.500',
  documents: 'M5 2.500h7l3.500 3.500v11.500h-10.500zM8 9h5M8 12.500h5',
  queue: 'M3 5h14M3 10h9M3 15h5M15 9v7m0 0-2.500-2.500M15 16l2.500-2.500',
  models: 'M10 2.500 16.500 6v8L10 17.500 3.500 14V6zM3.500 6 10 9.700 16.500 6M10 9.700v7.800',
  new: 'M10 4v12M4 10h12',
  system: 'M3 4h14v9H3zM7 17h6M10 13v4',
  light:
    'M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM10 1.500v2M10 16.500v2M1.500 10h2M16.500 10h2M4 4l1.400 1.400M14.600 14.600 16 16M16 4l-1.400 1.400M5.400 14.600 4 16',
  dark: 'M16.500 11.800A7 7 0 0 1 8.200 3.500a7 7 0 1 0 8.300 8.300z',
  search: 'M9 3.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM13 13l4 4',
  download: 'M10 3v10m0 0-4-4m4 4 4-4M4 17h12',
  close: 'M5 5l10 10M15 5 5 15',
  check: 'M4 10.500 8 14.500 16 5.500',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  copy: 'M7 7h9v9H7zM13 7V4H4v9h3',
  edit: 'M4 16l1-4 8-8 3 3-8 8zM12 5l3 3',
  link: 'M8.500 11.500l3-3M9 6l1.500-1.500a3.200 3.200 0 0 1 4.500 4.500L13.500 10.500M11 14l-1.500 1.500A3.200 3.200 0 0 1 5 11l1.500-1.500',
  history: 'M4 10a6 6 0 1 1 2 4.500M4 10 2.500 8M4 10l2-1.500M10 7v3.500l2.500 1.500',
  print: 'M6 8V3h8v5M6 14H3V8h14v6h-3M6 12h8v5H6z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
