import { Type } from 'typebox';
import { roles } from '../../core/role.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import type { Admission } from '../auth/admit-requests.ts';
import { forgetSession, keepSession, sessionTokenOf } from '../auth/session-cookie.ts';
import { problemResponses } from '../http/problem.ts';
import { noQuerySchema } from './document-path.ts';

/** A week of work without asking for the key again; a browser that is left alone for longer has to. */
const sessionMs = 7 * 24 * 60 * 60 * 1_000;

export const sessionSchema = Type.Object({
  role: Type.Union([Type.Enum([...roles]), Type.Null()], {
    description: 'What the caller may do; null: nothing without a key.',
  }),
  keyNeeded: Type.Boolean({ description: 'Whether this server asks for keys.' }),
  name: Type.Union([Type.String(), Type.Null()], {
    description: 'Of the key that the caller has; null without one.',
  }),
});

/**
 * `/v1/session`: a browser gives its key once and gets a cookie instead, which also goes where no header can: with
 * EventSource, with a download, with an address that is typed in.
 */
export function addSession(app: App, dependencies: SessionDependencies, admission: Admission): void {
  addGetSession(app, admission);
  addOpenSession(app, dependencies, admission);
  addEndSession(app, dependencies);
}

type SessionDependencies = Pick<ApiDependencies, 'sessions'>;

const schema = { tags: ['session'], querystring: noQuerySchema };

function addGetSession(app: App, admission: Admission): void {
  app.get(
    '/v1/session',
    {
      schema: {
        ...schema,
        operationId: 'getSession',
        summary: 'What the caller may do',
        response: { 200: sessionSchema, ...problemResponses },
      },
    },
    async (request) => {
      const keyNeeded = await admission.asksForKeys();
      const key = await admission.keyOf(request);
      const role = key?.role ?? (keyNeeded ? null : 'admin');
      return { role, keyNeeded, name: key?.name ?? null };
    },
  );
}

function addOpenSession(app: App, { sessions }: SessionDependencies, admission: Admission): void {
  app.post(
    '/v1/session',
    {
      schema: {
        ...schema,
        operationId: 'openSession',
        summary: 'Change a key for a cookie',
        body: Type.Object(
          { key: Type.String({ minLength: 1, maxLength: 200 }) },
          { additionalProperties: false },
        ),
        response: { 204: Type.Null({ description: 'The cookie is in the answer.' }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id } = await admission.recognise(request, request.body.key);
      const token = await sessions.open(id, { forMs: sessionMs });
      return reply
        .header('set-cookie', keepSession(request, token, sessionMs / 1_000))
        .code(204)
        .send(null);
    },
  );
}

function addEndSession(app: App, { sessions }: SessionDependencies): void {
  app.delete(
    '/v1/session',
    {
      schema: {
        ...schema,
        operationId: 'endSession',
        summary: 'End the session of the cookie',
        response: { 204: Type.Null({ description: 'There is none any more.' }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const token = sessionTokenOf(request);
      if (token !== undefined) await sessions.end(token);
      return reply
        .header('set-cookie', [...forgetSession()])
        .code(204)
        .send(null);
    },
  );
}
