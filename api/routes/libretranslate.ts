import { Type, type Static } from 'typebox';
import { appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { makeErrorHandler, routeUnknown, type RefusalForm } from '../http/handle-errors.ts';
import { signalOfLeaving } from '../http/signal-of-leaving.ts';
import { detectLanguage, languages } from '../libretranslate/languages.ts';
import { parseForm } from '../libretranslate/parse-form.ts';
import {
  detectBodySchema,
  detectedSchema,
  errorResponses,
  keyQuerySchema,
  languagesSchema,
  settingsSchema,
  translateBodySchema,
  translatedSchema,
} from '../libretranslate/schemas.ts';
import { translatePieces } from '../libretranslate/translate-pieces.ts';
import type { TranslateTextsDependencies } from '../translate/translate-texts.ts';

type LibreTranslateDependencies = TranslateTextsDependencies &
  Pick<ApiDependencies, 'keys' | 'access' | 'log'>;

const prefix = '/libretranslate';
const formMediaType = 'application/x-www-form-urlencoded';
const tags = ['libretranslate'];
const bodyLimit = limits.protocolBodyBytes;

const refusalForm: RefusalForm = {
  mediaType: 'application/json; charset=utf-8',
  bodyOf: ({ message }) => ({ error: message }),
};

/**
 * `/libretranslate/*`: the protocol of LibreTranslate, so that clients written for it work by changing the address.
 * Bodies as JSON or as a form; refusals as `{"error": …}` with the status of our own. Where keys are asked for they come
 * as everywhere, in `Authorization`, or as the protocol's `api_key`, in the query or the body (auth/protocol-key.ts).
 *
 * @see https://docs.libretranslate.com/api/
 */
export function addLibreTranslate(app: App, dependencies: LibreTranslateDependencies): void {
  void app.register(
    (scope: App, _options, done) => {
      scope.addContentTypeParser(formMediaType, { parseAs: 'string' }, (_request, text: string, parsed) => {
        parsed(null, parseForm(text));
      });
      scope.setErrorHandler(makeErrorHandler(dependencies.log, refusalForm));
      scope.setNotFoundHandler((request) => {
        throw routeUnknown(request);
      });
      addTranslate(scope, dependencies);
      addDetect(scope);
      addDescriptions(scope, dependencies);
      done();
    },
    { prefix },
  );
}

function addTranslate(scope: App, dependencies: TranslateTextsDependencies): void {
  scope.post(
    '/translate',
    {
      bodyLimit,
      schema: {
        operationId: 'libretranslateTranslate',
        tags,
        summary: 'Translate, as LibreTranslate does',
        consumes: ['application/json', formMediaType],
        querystring: keyQuerySchema,
        body: translateBodySchema,
        response: { 200: translatedSchema, ...errorResponses },
      },
    },
    async (request, reply) => {
      const { q, source, target, format = 'text' } = request.body;
      refuseOtherLanguages(request.body);
      const texts = typeof q === 'string' ? [q] : q;
      const options = {
        format,
        signal: signalOfLeaving(reply),
        onStored: (id: string) => void reply.header('location', `/v1/documents/${id}`),
      };
      const targets = source === target ? texts : await translatePieces(texts, options, dependencies);
      return {
        translatedText: inFormOf(q, targets),
        ...(source === 'auto' ? { detectedLanguage: inFormOf(q, texts.map(detectLanguage)) } : {}),
      };
    },
  );
}

/** One answer for one text, an array for an array. */
function inFormOf<Answer>(q: string | readonly string[], answers: readonly Answer[]): Answer | Answer[] {
  const [first] = answers;
  return typeof q === 'string' && first !== undefined ? first : [...answers];
}

function refuseOtherLanguages({ source, target }: Static<typeof translateBodySchema>): void {
  const refused = ['auto', 'ar', 'en'].includes(source) ? target : source;
  if (refused === target && target === 'en') return;
  throw appError('REQUEST_INVALID', [
    `${refused.slice(0, 20)} is not supported; send "ar" or "auto" to "en"`,
  ]);
}

function addDetect(scope: App): void {
  scope.post(
    '/detect',
    {
      bodyLimit,
      schema: {
        operationId: 'libretranslateDetect',
        tags,
        summary: 'Detect the language, as LibreTranslate does',
        consumes: ['application/json', formMediaType],
        querystring: keyQuerySchema,
        body: detectBodySchema,
        response: { 200: Type.Array(detectedSchema), ...errorResponses },
      },
    },
    (request) => [detectLanguage(request.body.q)],
  );
}

function addDescriptions(scope: App, { keys, access }: Pick<ApiDependencies, 'keys' | 'access'>): void {
  scope.get(
    '/languages',
    {
      schema: {
        operationId: 'libretranslateLanguages',
        tags,
        summary: 'Languages, as LibreTranslate lists them',
        response: { 200: languagesSchema, ...errorResponses },
      },
    },
    () => languages.map(({ targets, ...language }) => ({ ...language, targets: [...targets] })),
  );
  scope.get(
    '/health',
    {
      schema: {
        operationId: 'libretranslateHealth',
        tags,
        summary: 'Is it there? As LibreTranslate says it',
        response: { 200: Type.Object({ status: Type.Literal('ok') }), ...errorResponses },
      },
    },
    () => ({ status: 'ok' as const }),
  );
  scope.get(
    '/frontend/settings',
    {
      schema: {
        operationId: 'libretranslateSettings',
        tags,
        summary: 'Limits and defaults, as LibreTranslate lists them',
        response: { 200: settingsSchema, ...errorResponses },
      },
    },
    async () => {
      const asked = access.askForKeys === 'always' || (await keys.status()).made;
      return { ...settings, apiKeys: asked, keyRequired: asked };
    },
  );
}

const settings = {
  charLimit: limits.translateChars,
  filesTranslation: false,
  /** What LibreTranslate's own page waits after a key was pressed, in milliseconds. */
  frontendTimeout: 500,
  language: { source: { code: 'auto', name: 'Auto Detect' }, target: { code: 'en', name: 'English' } },
  suggestions: false,
  supportedFilesFormat: [],
};
