import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { isInstalled } from './outside-program.ts';

/** Whether the pages can be looked at here. Debian's package; nothing is downloaded by npm. */
export const hasChromium = isInstalled('chromium', 'chromium');

/** Debian's Chromium, without a window. Its sandbox refuses to run as root. */
export async function startChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

export const languages = ['en', 'ar'] as const;

export interface VisitOptions {
  readonly url: string;
  readonly language: (typeof languages)[number];
  readonly theme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
}

/** Somebody's browser at our address, and what it had to complain about. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors nobody caught, and what the browser's console calls an error: refusals of the content security policy, too. */
  readonly complaints: readonly string[];
  /** Addresses of other servers that something was asked of. */
  readonly strangers: readonly string[];
  readonly leave: () => Promise<void>;
}

/** A visitor with a browser of their own: no cookie or choice of another visitor's. Speaks and sees as the options say. */
export async function visit(browser: Browser, options: VisitOptions): Promise<Visit> {
  const { url, language, theme = 'light', size = { width: 1280, height: 800 } } = options;
  const context = await browser.newContext({
    baseURL: url,
    locale: language === 'ar' ? 'ar' : 'en-GB',
    timezoneId: 'UTC',
    colorScheme: theme,
    viewport: size,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  context.on('request', (request) => {
    const address = new URL(request.url());
    const isOurs = address.origin === new URL(url).origin || ['blob:', 'data:'].includes(address.protocol);
    if (!isOurs) strangers.push(request.url());
  });
  return { page, context, complaints, strangers, leave: () => context.close() };
}
