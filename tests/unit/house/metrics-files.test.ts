import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { counters, gauges } from '../../../api/metrics/metric-names.ts';

const read = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, '../../../docs/operations', name), 'utf8');
const known = [...Object.keys(gauges), ...Object.keys(counters)];
const namesIn = (text: string): ReadonlySet<string> => new Set(text.match(/\bmuwazi_\w+/gu));

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}
interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}

test('every metric that the dashboard shows exists, and it shows every metric', () => {
  const { panels } = JSON.parse(read('grafana-dashboard.json')) as Dashboard;
  const shown = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n');
  expect([...namesIn(shown)].toSorted()).toEqual(known.toSorted());
});

test('every metric that the alert rules name exists', () => {
  const { groups } = parse(read('alerts.yaml')) as Rules;
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(4);
  for (const { alert, expr } of rules) {
    const names = [...namesIn(expr)];
    expect([alert, names.length > 0]).toEqual([alert, true]);
    expect(known).toEqual(expect.arrayContaining(names));
  }
});

test('the page about metrics explains each', () => {
  const rows = read('metrics.md').match(/^\| `muwazi_\w+`/gmu) ?? [];
  expect(rows.map((row) => row.slice(3, -1)).toSorted()).toEqual(known.toSorted());
});
