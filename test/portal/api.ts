import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router } from 'express';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { changeOnStage } from '../../src/commands/change-on-stage.js';
import { planCorrection } from '../../src/disclosure/publishing/change-record.js';
import { publishChanges } from '../../src/disclosure/publishing/publish-changes.js';
import { factsOf } from '../../src/domain/disclosure/facts.js';
import type { Store } from '../../src/domain/store.js';
import { openApi } from '../../src/portal/api/index.js';
import { type Datasets, loadDatasets } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';
import type { TestService } from '../service/running.js';

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. */
  readonly body: Record<string, unknown>;
}

/** Asks the open API, below `/api/v1`. */
export async function get(service: Pick<TestService, 'origin'>, path: string, init: RequestInit = {}): Promise<Got> {
  const response = await fetch(`${service.origin}/api/v1${path}`, init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== '';
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
}

/** The open API on its own, over other datasets than this project's, until the test is over. */
export function serving(store: Store, datasets: Datasets): Pick<TestService, 'origin'> {
  const settings = { requestsPerMinute: 1_000, trustedProxies: 0 };
  const clock = { now: () => Date.parse('2016-10-26T10:00:00+08:00') };
  const about = { publicBaseUrl: 'https://hotline.example', log: pino({ level: 'silent' }), clock, settings };
  const app = express().use(
    '/api/v1',
    openApi({ store, datasets, stickerKeys: () => new Map(), lookups: new Map(), lookupsRouter: Router(), ...about }),
  );
  const server = app.listen(0);
  onTestFinished(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Asks whether an answer has changed; `fetch` would ask for it anew whatever it is told. @returns the status and the body */
export function getUnless(service: TestService, path: string, tag: string): Promise<[number | undefined, string]> {
  return new Promise((resolve, reject) => {
    const asked = request(`${service.origin}/api/v1${path}`, { headers: { 'If-None-Match': tag } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve([response.statusCode, text]));
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** @returns the code and the words of a refusal, having looked that it is one */
export function refusalIn({ status, body, headers }: Got): { status: number; code: string; said: string } {
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('access-control-allow-origin')).toBe('*');
  const error = body.error as { code: string; message: string; remedy?: string };
  expect(error.message).toMatch(/[。]$/);
  return { status, code: error.code, said: `${error.message} ${error.remedy ?? ''}` };
}

export function change(
  service: TestService,
  what: 'corrected' | 'withdrawn' | 'expired',
  id: string,
  words: string,
  at: string,
  dataset = 'wines',
): Promise<void> {
  return changeOnStage(service.store, { what, dataset, id, words }, Date.parse(at));
}

/** Publishes a wine again that was withdrawn, under another name. */
export async function republish({ store }: TestService, id: string, name: string, iso: string): Promise<void> {
  const at = Date.parse(iso);
  const datasets = loadDatasets(installation().data);
  const wines = datasets.get('wines');
  const [first] = await store.publications.history('wines', id);
  if (!wines || !first) throw new Error(`there is no wine ${id}`);
  const old = factsOf(first.release.columns, first.version.values);
  const { change: planned } = await planCorrection(store.publications, wines, id, { ...old, name });
  const terms = {
    madeBy: '张三',
    legalBasis: '《政府信息公开条例》',
    source: '检验系统',
    fetchedAt: at,
    reason: '更正后重新公开',
    approvedBy: '李四',
  };
  await publishChanges({ store, datasets, now: at }, wines, [planned], terms);
}
