import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Bundle } from '../../src/draws/bundle/bundle.js';
import { verifyBundle } from '../../src/draws/bundle/verify.js';
import { sealHash } from '../../src/draws/seal/seal.js';
import { der, tags } from '../../src/draws/stamp/der.js';
import { readTimeStamp, timeStampRequest, tokenIn } from '../../src/draws/stamp/time-stamp.js';
import { sampleBundles } from './sample-bundles.js';
import { stampOver, tokenOver } from './time-stamps.js';

/** A stamp that openssl made and verified; `how` says so. */
const real = JSON.parse(readFileSync(new URL('stamped-draw.json', import.meta.url), 'utf8')) as {
  readonly request: string;
  readonly reply: string;
  readonly bundle: Bundle;
};
const bytes = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));
const { sites } = sampleBundles() as { sites: Bundle };
const sealedAt = sites.seal.sealed_at ?? 0;
const said = (stamp: string) => verifyBundle({ ...sites, stamp }).words;

test('what an authority is asked with, and what openssl answered, is what this program writes and reads', () => {
  const hash = sealHash(real.bundle.seal);
  expect(Buffer.from(timeStampRequest(hash)).toString('base64')).toBe(real.request);
  const token = tokenIn(bytes(real.reply));
  expect(tokenIn(token)).toEqual(token);
  const { imprint, at } = readTimeStamp(token);
  expect(imprint).toBe(hash);
  expect(at - (real.bundle.seal.sealed_at ?? 0)).toBeLessThan(60);
  const stamp = Buffer.from(token).toString('base64');
  const verdict = verifyBundle({ ...real.bundle, stamp });
  expect([verdict.answer, verdict.remarks]).toEqual(['holds', ['numbers', 'stamp']]);
  expect(verdict.steps[1]?.words).toContain(`a time stamp over it says ${new Date(at * 1000).toISOString()}`);
});

test('a stamp is over the seal, and of a moment between the seal and its round', () => {
  const due = sealedAt + 120;
  expect(said(stampOver(sites.seal_hash, sealedAt - 300))).toMatch(/^holds \(whose time stamp it is, openssl/);
  expect(said(stampOver(sites.seal_hash, sealedAt - 301))).toContain('seal-hash: the time stamp is of');
  expect(said(stampOver('ab'.repeat(32), sealedAt))).toContain('seal-hash: the time stamp is over abab');
  expect(said(stampOver(sites.seal_hash, due + 5000))).toContain('may have been known then');
  expect(said('MAA=')).toContain('seal-hash: the time stamp cannot be read');
  expect(said(stampOver(sites.seal_hash, 0, { time: '20231301000000Z' }))).toContain('is no time of a time stamp');
});

test('cut anywhere, a stamp is none', () => {
  const token = tokenOver(sites.seal_hash, sealedAt);
  for (let length = 0; length < token.length; length++)
    expect(() => readTimeStamp(token.slice(0, length))).toThrow(/byte|more than/);
});

test('an authority that refuses gave no stamp', () => {
  const token = tokenOver(sites.seal_hash, sealedAt);
  const answer = (status: number, ...more: Uint8Array[]) =>
    der(tags.sequence, der(tags.sequence, der(tags.integer, [status])), ...more);
  expect(tokenIn(answer(0, token))).toEqual(token);
  expect(tokenIn(answer(1, token))).toEqual(token);
  expect(() => tokenIn(answer(2))).toThrow('it refused');
  expect(() => tokenIn(answer(2, token))).toThrow('it refused');
  expect(() => tokenIn(answer(0))).toThrow('it refused');
});
