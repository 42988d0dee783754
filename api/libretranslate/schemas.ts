import { Type } from 'typebox';
import { textFormats } from './markup.ts';

/*
 * The protocol's own shapes. Fields we do not know are let pass: clients send `alternatives` and more, and
 * LibreTranslate ignores what it does not know.
 */

const keyField = {
  api_key: Type.Optional(
    Type.Union([Type.String(), Type.Null()], { description: 'A key, where the server asks for one.' }),
  ),
};

export const keyQuerySchema = Type.Object({ api_key: Type.Optional(Type.String()) });

const textOrTexts = Type.Union([Type.String(), Type.Array(Type.String())]);

export const translateBodySchema = Type.Object({
  q: textOrTexts,
  source: Type.String({ description: '"ar" or "auto".' }),
  target: Type.String({ description: '"en".' }),
  format: Type.Optional(Type.Enum([...textFormats])),
  ...keyField,
});

export const detectBodySchema = Type.Object({ q: Type.String(), ...keyField });

export const detectedSchema = Type.Object({
  confidence: Type.Number({ description: 'Percent.' }),
  language: Type.String(),
});

export const translatedSchema = Type.Object({
  translatedText: textOrTexts,
  detectedLanguage: Type.Optional(Type.Union([detectedSchema, Type.Array(detectedSchema)])),
});

export const languagesSchema = Type.Array(
  Type.Object({ code: Type.String(), name: Type.String(), targets: Type.Array(Type.String()) }),
);

const languageName = Type.Object({ code: Type.String(), name: Type.String() });

export const settingsSchema = Type.Object({
  apiKeys: Type.Boolean(),
  charLimit: Type.Integer(),
  filesTranslation: Type.Boolean(),
  frontendTimeout: Type.Integer(),
  keyRequired: Type.Boolean(),
  language: Type.Object({ source: languageName, target: languageName }),
  suggestions: Type.Boolean(),
  supportedFilesFormat: Type.Array(Type.String()),
});

const errorSchema = Type.Object({ error: Type.String() });
const json = { 'application/json': { schema: errorSchema } };

/** The protocol's refusals: a sentence and the status. */
export const errorResponses = {
  '4xx': { description: 'The request was refused.', content: json },
  '5xx': { description: 'The request could not be served.', content: json },
};
