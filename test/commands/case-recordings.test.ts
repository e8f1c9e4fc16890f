import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { caseOf, now } from '../operations/fixtures.js';
import { Desk } from './run-yibo.js';

const desk = new Desk();
afterAll(() => desk.remove());
const sound = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(100_000, 5)]);
const sha256 = createHash('sha256').update(sound).digest('hex');

beforeAll(async () => {
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  const one = { caseNo: '201610210001', conversationId: 'call:1', url: 'https://api.twilio.com/RE', seconds: 9 };
  const want = (id: string, askedAt: number) =>
    ({ kind: 'want-recording', recording: { ...one, id, askedAt } }) as const;
  await store.cases.open(caseOf('call:1'), [want('recording:RE1', now), want('recording:RE2', now + 60_000)]);
  await store.cases.open(caseOf('call:2'));
  await store.recordings.keep('recording:RE1', { type: 'audio/mpeg', bytes: sound }, sha256, now + 5);
  await store.recordings.fail('recording:RE2', 'Twilio answered 503', now + 60_000);
  await store.close();
});

test('a case shows what was said for it, for people and for machines, without where it came from', () => {
  expect(desk.run(['case', '201610210001']).out).toContain(
    [
      'recording  left              seconds  state   kept              kB  why',
      '1          2016-10-21 10:00  9        kept    2016-10-21 10:00  98',
      '2          2016-10-21 10:01  9        wanted                        Twilio answered 503',
      '',
    ].join('\n'),
  );
  const { out } = desk.run(['case', '201610210001', '--json']);
  const { recordings } = JSON.parse(out) as { recordings: readonly object[] };
  expect(recordings).toMatchObject([{ id: 'recording:RE1', state: 'kept', sha256 }, { state: 'wanted' }]);
  expect(JSON.stringify(recordings)).not.toMatch(/twilio\.com|call:1/);
  expect(desk.run(['case', '201610210002']).out).not.toContain('recording  left');
});

test('writes what was fetched, for this user alone, and over nothing', () => {
  const file = desk.path('a.mp3');
  const { code, out } = desk.run(['case', '201610210001', '--recording', file]);
  expect([code, out]).toEqual([0, `${file}: 9 s, audio/mpeg, SHA-256 ${sha256}\n`]);
  expect(readFileSync(file).equals(sound)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, 'mine');
  expect(desk.run(['case', '201610210001', '--recording', file])).toMatchObject({ code: 1, out: '' });
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('says what there is not', () => {
  const of = (...words: string[]) => {
    const { code, err } = desk.run(['case', ...words]);
    return [code, err.split('\n', 1)[0]];
  };
  const file = desk.path('b.mp3');
  expect(of('201610210001', '--recording', file, '--no', '2')).toEqual([
    1,
    'yibo case: that recording of case 201610210001 is wanted, and not here yet: Twilio answered 503.',
  ]);
  expect(of('201610210002', '--recording', file)).toEqual([1, 'yibo case: case 201610210002 has no recording.']);
  expect(of('1', '--recording', file)[0]).toBe(2);
  expect(of('201610210001', '--recording', file, '--no', 'x')[0]).toBe(2);
});
