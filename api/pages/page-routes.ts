/**
 * The addresses that are pages of the web interface. Which page one is, the interface decides in the browser; all of them
 * are answered with the same document.
 *
 * A list, not everything that is left over: an address of the API that nobody wrote stays a refusal that programs can read.
 */
const pages = ['documents', 'new', 'queue', 'models'] as const;

/** As routes: `/`, and each page with everything below it. */
export const pageRoutes: readonly string[] = ['/', ...pages.flatMap((page) => [`/${page}`, `/${page}/*`])];

/** Scripts, styles, fonts and pictures, each with a hash of its content in its name. */
export const assetsPrefix = '/assets/';
