import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const all = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } as const;
/** What another theme may change. */
const ofColours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;

/** What axe-core finds against WCAG 2.2, levels A and AA, on the page as it stands: a line for each element, empty when nothing. */
export async function checkAccessibility(page: Page): Promise<readonly string[]> {
  return await check(page, all);
}

/** The part of {@link checkAccessibility} that looks at colours. */
export async function checkColours(page: Page): Promise<readonly string[]> {
  return await check(page, ofColours);
}

async function check(page: Page, runOnly: typeof all | typeof ofColours): Promise<readonly string[]> {
  // Through the debugger, as the page's own policy admits no script from outside.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
}
