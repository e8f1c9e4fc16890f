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

test('lists what a case has, for people and for machines, without where it came from', () => {
  expect(desk.run(['recording', '201610210001']).out).toBe(
    [
      'no  left              seconds  state   kept              kB  why',
      '1   2016-10-21 10:00  9        kept    2016-10-21 10:00  98',
      '2   2016-10-21 10:01  9        wanted                        Twilio answered 503',
      '',
    ].join('\n'),
  );
  const { out } = desk.run(['recording', '201610210001', '--json']);
  expect(JSON.parse(out)).toMatchObject([{ id: 'recording:RE1', state: 'kept', sha256 }, { state: 'wanted' }]);
  expect(out).not.toMatch(/twilio\.com|call:1/);
  expect(desk.run(['recording', '201610210002']).out).toBe('Case 201610210002 has no recording.\n');
});

test('writes what was fetched, for this user alone, and over nothing', () => {
  const file = desk.path('a.mp3');
  const { code, out } = desk.run(['recording', '201610210001', file]);
  expect([code, out]).toEqual([0, `${file}: 9 s, audio/mpeg, SHA-256 ${sha256}\n`]);
  expect(readFileSync(file).equals(sound)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, 'mine');
  expect(desk.run(['recording', '201610210001', file])).toMatchObject({ code: 1, out: '' });
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('says what there is not', () => {
  const of = (...words: string[]) => {
    const { code, err } = desk.run(['recording', ...words]);
    return [code, err.split('\n', 1)[0]];
  };
  const file = desk.path('b.mp3');
  expect(of('201610210001', file, '--no', '2')).toEqual([
    1,
    'yibo recording: that recording of case 201610210001 is wanted, and not here yet: Twilio answered 503.',
  ]);
  expect(of('201610210002', file)).toEqual([1, 'yibo recording: case 201610210002 has no recording.']);
  expect(of('1')[0]).toBe(2);
  expect(of('201610210001', file, '--no', 'x')[0]).toBe(2);
});
