import { IsDate, IsDateTime } from 'typebox/format';
import { appError, type AppError } from '../../core/app-error.ts';
import type { DocumentMetadata } from '../../core/document.ts';
import { limits } from '../../core/limits.ts';
import type { NewDocumentBody } from './new-document-body.ts';
import { refuseBrokenText } from './refuse-broken-text.ts';

/** What the sender says about an article, unaltered; absent is null. Throws REQUEST_INVALID or a code for its text. */
export function acceptMetadata(body: NewDocumentBody): DocumentMetadata {
  return {
    title: acceptLine('title', body.title, limits.titleChars),
    sourceUrl: acceptUrl('sourceUrl', body.sourceUrl),
    publishedAt: acceptDate('publishedAt', body.publishedAt),
    collection: acceptLine('collection', body.collection, limits.labelChars),
    externalId: acceptLine('externalId', body.externalId, limits.labelChars),
  };
}

/** A collection as addresses name it, unaltered. Throws as for an article's. */
export function acceptCollection(collection: string): string {
  return acceptLine('collection', collection, limits.labelChars) ?? '';
}

function acceptLine(field: string, text: string | null | undefined, mostChars: number): string | null {
  if (text === undefined || text === null) return null;
  if (text.length > mostChars)
    throw invalid(field, `has ${text.length} characters; the limit is ${mostChars}`);
  if (text.trim() === '') throw invalid(field, 'is blank; leave it out');
  refuseBrokenText(field, text);
  refuseLineBreak(field, text);
  return text;
}

function refuseLineBreak(field: string, text: string): void {
  const found = /[\t\n\r\u0085\u2028\u2029]/.exec(text);
  if (found === null) return;
  throw invalid(field, `must be one line without tabs`);
}

/** Where webhooks of a document go; null when nobody is to be told. The address itself is checked when it is called. */
export function acceptWebhookUrl({ webhookUrl }: NewDocumentBody): string | null {
  const url = acceptUrl('webhookUrl', webhookUrl);
  if (url === null) return null;
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') throw invalid('webhookUrl', 'must be without user and password');
  return url;
}

function acceptUrl(field: string, text: string | null | undefined): string | null {
  const line = acceptLine(field, text, limits.urlChars);
  if (line === null) return null;
  if (!URL.canParse(line) || !/^https?:$/.test(new URL(line).protocol))
    throw invalid(field, 'must be an address that begins with http:// or https://');
  return line;
}

function acceptDate(field: string, text: string | null | undefined): string | null {
  if (text === undefined || text === null) return null;
  // IsDateTime knows days of months; Date.parse refuses what it knows beyond ISO 8601 (time zone names, leap seconds).
  if ((IsDate(text) || IsDateTime(text)) && !Number.isNaN(Date.parse(text))) return text;
  throw invalid(field, 'must be a date such as 2026-03-01 or 2026-03-01T09:30:00Z');
}

function invalid(field: string, problem: string): AppError {
  return appError('REQUEST_INVALID', [`"${field}" ${problem}`], {
    details: { problems: [{ field, problem }] },
  });
}
