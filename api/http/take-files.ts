import { appError } from '../../core/app-error.ts';
import type { App } from '../app.ts';

/** What files of these formats may be called where the format is said beside them. */
export function fileMediaTypes(formats: readonly { readonly mediaType: string }[]): string[] {
  const own = formats.map(({ mediaType }) => mediaType);
  return [...own, 'application/xml', 'text/xml', 'application/octet-stream'];
}

/**
 * In this scope a body is a file: it is handed on unread, as a stream, if its type is one of `mediaTypes`. The type is asked
 * for because a page of another site can send text, forms and bytes without a type unasked, and none of these.
 *
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
export function takeFiles(scope: App, mediaTypes: readonly string[]): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser([...mediaTypes], (_request, payload, parsed) => {
    parsed(null, payload);
  });
  scope.addContentTypeParser('*', (_request, _payload, parsed) => {
    parsed(appError('MEDIA_TYPE_UNSUPPORTED', ['application/octet-stream']));
  });
}
