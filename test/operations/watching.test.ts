import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { Histogram } from 'prom-client';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { addGauges } from '../../src/service/gauges.js';
import { installation } from '../../src/service/installation.js';
import { Metrics } from '../../src/service/metrics.js';
import { openedStore, temporaryFolder } from './fixtures.js';

const docs = join(installation().root, 'docs');
const read = (name: string) => readFileSync(join(docs, name), 'utf8');

/** Every metric with its labels, as `/metrics` tells them; a histogram is three. */
async function knownMetrics(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { registry } = new Metrics();
  addGauges(registry, await openedStore(join(temporaryFolder(), 'watching.db')), { now: Date.now });
  // What Prometheus adds itself.
  const known = new Map<string, readonly string[]>([['up', []]]);
  for (const metric of registry.getMetricsAsArray()) {
    const { labelNames = [] } = metric as { labelNames?: readonly string[] };
    known.set(metric.name, labelNames);
    if (!(registry.getSingleMetric(metric.name) instanceof Histogram)) continue;
    known.set(`${metric.name}_bucket`, [...labelNames, 'le']);
    for (const part of ['sum', 'count']) known.set(`${metric.name}_${part}`, labelNames);
  }
  return known;
}

interface Selected {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** What an expression of Prometheus reads. @throws Error where it is none */
function selectedIn(expression: string): readonly Selected[] {
  // Grafana puts a duration in place of its own variables.
  const text = expression.replaceAll('$__rate_interval', '5m');
  const found: { metric: string; labels: string[] }[] = [];
  parser.parse(text).iterate({
    enter({ name, type, from, to }) {
      const written = text.slice(from, to);
      if (type.isError) throw new Error(`"${text}" is no expression of Prometheus, at ${from}`);
      if (name === 'VectorSelector') found.push({ metric: '', labels: [] });
      const last = found.at(-1);
      if (name === 'Identifier' && last?.metric === '') last.metric = written;
      if (name === 'UnquotedLabelMatcher') last?.labels.push(/^\w+/.exec(written)?.[0] ?? '');
    },
  });
  return found;
}

const addedByPrometheus = ['job', 'instance'];

function strangers(expressions: readonly string[], known: ReadonlyMap<string, readonly string[]>): string[] {
  return expressions.flatMap((expression) =>
    selectedIn(expression).flatMap(({ metric, labels }) => {
      const own = known.get(metric);
      if (!own) return [`${metric} in ${expression}`];
      const strange = labels.filter((label) => !own.includes(label) && !addedByPrometheus.includes(label));
      return strange.map((label) => `${metric}{${label}} in ${expression}`);
    }),
  );
}

const rule = z.strictObject({
  alert: z.string().regex(/^Yibo[A-Z]\w+$/),
  expr: z.string(),
  for: z
    .string()
    .regex(/^\d+[mh]$/)
    .optional(),
  labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
  annotations: z.strictObject({ summary: z.string(), remedy: z.string() }),
});
const alertsFile = z.strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule) })) });
const alerts = alertsFile.parse(parse(read('alerts.yaml'))).groups.flatMap(({ rules }) => rules);

const panel = z.looseObject({
  id: z.int(),
  type: z.enum(['timeseries', 'stat']),
  title: z.string().nonempty(),
  gridPos: z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
  targets: z.array(z.looseObject({ refId: z.string(), expr: z.string() })).min(1),
});
const dashboardFile = z.looseObject({
  uid: z.string(),
  schemaVersion: z.int(),
  templating: z.looseObject({ list: z.array(z.looseObject({ name: z.string(), type: z.string() })) }),
  panels: z.array(panel),
});
const dashboard = dashboardFile.parse(JSON.parse(read('dashboard.json')));
const drawn = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

test('an expression is read as Prometheus reads it', () => {
  expect(selectedIn('sum by (a) (rate(x_total{b="c", d!~"e"}[5m])) / y > 0.5')).toEqual([
    { metric: 'x_total', labels: ['b', 'd'] },
    { metric: 'y', labels: [] },
  ]);
  expect(() => selectedIn('sum by (a (rate(x[5m]))')).toThrow('is no expression');
  expect(() => selectedIn('rate(x{b=c}[5m])')).toThrow('is no expression');
});

describe('the rules of alerts', () => {
  test('have names of their own, and say in Chinese what is wrong and what to do', () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
    for (const { annotations } of alerts) {
      expect(annotations.summary).toMatch(/\p{Script=Han}.*。$/u);
      expect(annotations.remedy).toMatch(/\p{Script=Han}.*。$/u);
    }
  });

  test('read metrics that there are, by labels that they have', async () => {
    expect(
      strangers(
        alerts.map(({ expr }) => expr),
        await knownMetrics(),
      ),
    ).toEqual([]);
  });

  test('are each explained on the page of operations', () => {
    for (const { alert } of alerts) expect(read('operations.md')).toContain(`\`${alert}\``);
  });
});

describe('the dashboard', () => {
  test('reads metrics that there are, by labels that they have', async () => {
    expect(strangers(drawn, await knownMetrics())).toEqual([]);
  });

  test('has panels that do not lie on each other, and a source to choose', () => {
    const taken = new Set<string>();
    for (const { gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x},${y}`)).toBe(false);
          taken.add(`${x},${y}`);
        }
      }
    }
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    expect(dashboard.templating.list).toEqual([expect.objectContaining({ name: 'datasource', type: 'datasource' })]);
  });
});

test('every metric of ours is on the page of operations, and is watched by an alert or drawn', async () => {
  const ours = [...(await knownMetrics()).keys()].filter((name) => /^yibo_(?!.*_(bucket|sum|count)$)/.test(name));
  expect(ours.length).toBeGreaterThan(5);
  const watched = [...alerts.map(({ expr }) => expr), ...drawn].join('\n');
  for (const name of ours) {
    expect(read('operations.md')).toContain(`\`${name}\``);
    expect(watched).toContain(name);
  }
});
