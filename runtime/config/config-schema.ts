import { Type } from 'typebox';

/**
 * Every setting: the environment variable it is read from, its unit, range and default, and what it means.
 *
 * `variable` names the environment variable. `default` is absent where a setting is optional, or where the default
 * depends on another setting; `defaultText` then says how. `secret` values are never shown whole.
 * docs/operations.md has the same as a table; a test compares the two.
 */
export const configSchema = Type.Object({
  host: Type.String({
    variable: 'MUWAZI_HOST',
    minLength: 1,
    default: '127.0.0.1',
    description:
      'Address the API listens on. Anything but loopback opens the API to the network and takes a key: docs/security.md.',
  }),
  port: Type.Integer({
    variable: 'MUWAZI_PORT',
    minimum: 0,
    maximum: 65_535,
    default: 3000,
    description: 'TCP port of the API. 0 takes any free one; the log says which.',
  }),
  keys: Type.Enum(['auto', 'required'], {
    variable: 'MUWAZI_KEYS',
    default: 'auto',
    description:
      'When API keys are asked for. `auto`: where `MUWAZI_HOST` is not loopback, and anywhere once a key was made. `required`: always.',
  }),
  requestsPerMinute: Type.Integer({
    variable: 'MUWAZI_REQUESTS_PER_MINUTE',
    minimum: 1,
    maximum: 1_000_000,
    default: 600,
    description: 'Requests a minute of each key that has no limit of its own.',
  }),
  allowedHosts: Type.Optional(
    Type.String({
      variable: 'MUWAZI_ALLOWED_HOSTS',
      pattern: '^[A-Za-z0-9._-]+(,[A-Za-z0-9._-]+)*$',
      expected: 'names separated by commas, such as muwazi.example.org,news.local',
      defaultText: 'loopback names on loopback, any name elsewhere',
      description: 'Names that clients may call the server by, besides 127.0.0.1 and localhost.',
    }),
  ),
  webhookSecret: Type.Optional(
    Type.String({
      variable: 'MUWAZI_WEBHOOK_SECRET',
      pattern: '^whsec_[A-Za-z0-9+/]{32,}={0,2}$',
      expected: 'whsec_ and at least 24 random bytes in base64',
      secret: true,
      defaultText: 'no webhooks are sent',
      description: 'What webhooks are signed with: `echo "whsec_$(openssl rand -base64 32)"`.',
    }),
  ),
  webhookAllow: Type.Optional(
    Type.String({
      variable: 'MUWAZI_WEBHOOK_ALLOW',
      pattern: '^[A-Za-z0-9.:_-]+(,[A-Za-z0-9.:_-]+)*$',
      expected: 'names or addresses separated by commas, such as cms.local,10.0.0.7',
      defaultText: 'none',
      description: 'Hosts in private networks that webhooks may be sent to.',
    }),
  ),
  dataDir: Type.String({
    variable: 'MUWAZI_DATA_DIR',
    minLength: 1,
    default: './data',
    description: 'Directory for the embedded database and pulled models. One server a directory.',
  }),
  databaseUrl: Type.Optional(
    Type.String({
      variable: 'DATABASE_URL',
      pattern: '^postgres(ql)?://.',
      expected: 'a URL such as postgres://user:password@host:5432/muwazi',
      secret: true,
      defaultText: 'embedded PostgreSQL',
      description: 'PostgreSQL server to keep everything in.',
    }),
  ),
  redisUrl: Type.Optional(
    Type.String({
      variable: 'REDIS_URL',
      pattern: '^rediss?://.',
      expected: 'a URL such as redis://host:6379',
      secret: true,
      defaultText: 'the queue lives in PostgreSQL',
      description: 'Redis server for the queue; the choice for workers on several machines.',
    }),
  ),
  model: Type.String({
    variable: 'MUWAZI_MODEL',
    minLength: 1,
    default: 'auto',
    description:
      'Translation model: `auto` (the one chosen with `muwazi models use`, else the best one in the models directory, else the embedded one), `embedded`, a hub id such as `owner/name`, or a directory.',
  }),
  modelsDir: Type.String({
    variable: 'MUWAZI_MODELS_DIR',
    minLength: 1,
    defaultText: '`models` in the data directory',
    description: 'Directory of pulled models.',
  }),
  workers: Type.Integer({
    variable: 'MUWAZI_WORKERS',
    minimum: 0,
    maximum: 64,
    defaultText: 'one for each processor core that has 1 GiB of memory, at most 8',
    description:
      'Worker processes. Each holds its own copy of the model. 0 leaves translating to other machines.',
  }),
  threads: Type.Integer({
    variable: 'MUWAZI_THREADS',
    minimum: 1,
    maximum: 256,
    defaultText: 'processor cores divided by workers, at least 1',
    description: 'Threads that each worker computes with.',
  }),
  concurrency: Type.Integer({
    variable: 'MUWAZI_CONCURRENCY',
    minimum: 1,
    maximum: 1_000,
    default: 32,
    description: 'Paragraphs in work at the same time in each worker; their sentences share batches.',
  }),
  maxBatchTokens: Type.Integer({
    variable: 'MUWAZI_MAX_BATCH_TOKENS',
    minimum: 64,
    maximum: 65_536,
    default: 2048,
    description: 'Tokens in one batch, padding included. More is faster and takes more memory.',
  }),
  lockDurationMs: Type.Integer({
    variable: 'MUWAZI_LOCK_DURATION_MS',
    minimum: 1_000,
    maximum: 3_600_000,
    default: 30_000,
    description: 'Milliseconds after which the paragraph of a worker that went silent is given to another.',
  }),
  shutdownGraceMs: Type.Integer({
    variable: 'MUWAZI_SHUTDOWN_GRACE_MS',
    minimum: 0,
    maximum: 3_600_000,
    default: 10_000,
    description:
      'Milliseconds that paragraphs in work get to finish when the server stops. What is left is queued again.',
  }),
  serverUrl: Type.Optional(
    Type.String({
      variable: 'MUWAZI_URL',
      pattern: '^https?://.',
      expected: 'a URL such as http://127.0.0.1:3000',
      defaultText: '`http://127.0.0.1:3000`',
      description: 'Server that the command line talks to. The server itself has no use for it.',
    }),
  ),
  serverKey: Type.Optional(
    Type.String({
      variable: 'MUWAZI_KEY',
      pattern: '^[\\x21-\\x7e]+$',
      expected: 'what `muwazi keys create` printed',
      secret: true,
      defaultText: 'none is sent',
      description: 'Key that the command line sends to the server. The server itself has no use for it.',
    }),
  ),
  maxWaitingParagraphs: Type.Integer({
    variable: 'MUWAZI_MAX_WAITING_PARAGRAPHS',
    minimum: 1,
    maximum: 100_000_000,
    default: 1_000_000,
    description: 'Paragraphs that may wait; articles beyond that are refused with 429 until some are done.',
  }),
  translateWithinMs: Type.Integer({
    variable: 'MUWAZI_TRANSLATE_WITHIN_MS',
    minimum: 100,
    maximum: 110_000,
    default: 30_000,
    description:
      'Milliseconds that a caller of `/v1/translate` waits at most; then 504, and the work goes on.',
  }),
  logLevel: Type.Enum(['debug', 'info', 'warn', 'error'], {
    variable: 'MUWAZI_LOG_LEVEL',
    default: 'info',
    description: 'Least important kind of line that is logged.',
  }),
  logFormat: Type.Enum(['auto', 'pretty', 'json'], {
    variable: 'MUWAZI_LOG_FORMAT',
    default: 'auto',
    description: 'Form of the log lines. `auto`: pretty on a terminal, JSON otherwise.',
  }),
});
