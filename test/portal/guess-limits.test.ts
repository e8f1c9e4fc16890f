import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { guessLimits } from '../../src/portal/api/guess-limits.js';

/** Something that answers with the status it is asked for, at most two times that a number was not found. */
function limited(): { ask: (status: number) => Promise<number>; pauses: number[] } {
  const pauses: number[] = [];
  const app = express().use(...guessLimits({ free: 1, most: 2 }, async (ms) => void pauses.push(ms)));
  app.get('/:status', (request, response) => void response.status(Number(request.params.status)).end());
  const server = app.listen(0);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { ask: async (status) => (await fetch(`http://127.0.0.1:${port}/${status}`)).status, pauses };
}

describe('a guess', () => {
  test.each([
    ['is no number that was found', 200],
    ['is no number that was withdrawn', 410],
    ['is no number that means several', 409],
    ['is no request that cannot be read', 400],
    ['is no fault of ours', 503],
  ])('%s, however often', async (_, status) => {
    const { ask, pauses } = limited();
    for (let n = 0; n < 6; n++) expect(await ask(status)).toBe(status);
    expect(pauses).toEqual([]);
    expect(await ask(404)).toBe(404);
  });

  test('is a number that was not found: answered more slowly, and then not at all', async () => {
    const { ask, pauses } = limited();
    expect([await ask(404), await ask(404), await ask(404), await ask(200)]).toEqual([404, 404, 429, 429]);
    expect(pauses).toEqual([250]);
  });

  test('is not forgiven for a number that was found in between', async () => {
    const { ask } = limited();
    const statuses = [];
    for (const status of [404, 200, 404, 200]) statuses.push(await ask(status));
    expect(statuses).toEqual([404, 200, 404, 429]);
  });
});
