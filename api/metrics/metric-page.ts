import { Counter, Gauge, Registry } from 'prom-client';
import { counters, gauges, type CounterName, type GaugeName } from './metric-names.ts';

type Labels = Readonly<Record<string, string>>;

/** One answer to `/metrics`, being written. Made anew for each, so that workers that have gone leave nothing behind. */
export interface MetricPage {
  readonly gauge: (name: GaugeName, value: number, labels?: Labels) => void;
  /** `value` is the whole count so far. */
  readonly counter: (name: CounterName, value: number, labels?: Labels) => void;
  readonly write: () => Promise<string>;
}

export const metricsMediaType = Registry.PROMETHEUS_CONTENT_TYPE;

export function openMetricPage(): MetricPage {
  const registry = new Registry();
  const page = new Map<string, Gauge | Counter>();
  const metric = <Kind extends Gauge | Counter>(name: string, make: () => Kind): Kind => {
    const found = page.get(name) ?? make();
    page.set(name, found);
    return found as Kind; // a name is a gauge's or a counter's, never both
  };
  return {
    gauge: (name, value, labels = {}) => {
      const options = {
        name,
        help: gauges[name],
        labelNames: Object.keys(labels),
        registers: [registry],
      };
      metric(name, () => new Gauge(options)).set(labels, value);
    },
    counter: (name, value, labels = {}) => {
      const options = {
        name,
        help: counters[name],
        labelNames: Object.keys(labels),
        registers: [registry],
      };
      metric(name, () => new Counter(options)).inc(labels, value);
    },
    write: () => registry.metrics(),
  };
}
