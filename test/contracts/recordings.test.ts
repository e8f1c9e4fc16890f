import { expect, test } from 'vitest';
import { accompanied } from '../../src/cases/accompanied.js';
import { addedRecordingsWanted } from '../../src/cases/recordings-wanted.js';
import type { WantedRecording } from '../../src/domain/recordings/recording.js';
import { withCase } from '../../src/service/with-case.js';
import { allCases } from '../all-cases.js';
import { caseOf, dayMs, now } from '../operations/fixtures.js';
import { keeperOf } from './new-store.js';
import { onEachDatabase } from './two-openings.js';

const sound = { type: 'audio/mpeg', bytes: Buffer.from(Array.from({ length: 150_000 }, (_, n) => (n * 7) % 256)) };

onEachDatabase((db) => {
  async function leave(call: string, change: Partial<WantedRecording> = {}): Promise<string> {
    const id = `recording:${call}`;
    const recording = {
      id,
      caseNo: '2016',
      conversationId: call,
      url: 'https://x',
      seconds: 9,
      askedAt: now,
      ...change,
    };
    await db.store.cases.open(caseOf(call), [{ kind: 'want-recording', recording }]);
    return id;
  }

  test('a case of a recording wants it, once; one of words wants none', async () => {
    const store = accompanied(db.store, withCase({ notifications: { webhook: null, mail: null } }));
    const message = { kind: 'recording', url: 'https://api.twilio.com/RE1', seconds: 12 } as const;
    await store.cases.open({ ...caseOf('call:1'), message });
    await store.cases.open(caseOf('call:2'));
    const wanted = await db.other.recordings.due(now, 10);
    expect(wanted).toEqual([
      {
        ...{ id: 'recording:call:1', caseNo: '201610210001', conversationId: 'call:1', url: message.url, seconds: 12 },
        ...{ askedAt: now, state: 'wanted', attempts: 0, dueAt: now, reason: null },
        ...{ type: null, bytes: null, sha256: null, keptAt: null },
      },
    ]);
    expect(await db.other.recordings.due(now - 1, 10)).toEqual([]);
  });

  test('one that is added to a case is wanted with it', async () => {
    await db.store.cases.open(caseOf('call:1'));
    const { caseNo } = caseOf('call:1');
    const message = { kind: 'recording', url: 'https://api.twilio.com/RE2', seconds: 4 } as const;
    const event = { kind: 'added', at: now + 5, by: 'person', message, sourceId: 'recording:RE2' } as const;
    const wanted = addedRecordingsWanted(event, { caseNo, conversationId: 'call:2' });
    const change = [{ caseNo, known: 0, events: [event], isOver: false }];
    expect(await db.store.cases.change(change, wanted)).toBe('changed');
    expect(await db.other.recordings.of(caseNo)).toMatchObject([
      {
        id: 'recording:RE2',
        conversationId: 'call:2',
        url: message.url,
        seconds: 4,
        askedAt: now + 5,
        state: 'wanted',
      },
    ]);
    expect(await db.store.cases.change(change, wanted)).toBe('stale');
  });

  test('is kept whole, once; before that there is no sound', async () => {
    const id = await leave('call:1');
    expect(await db.store.recordings.sound(id)).toBeNull();
    const longer = { type: 'audio/mpeg', bytes: Buffer.alloc(400_000) };
    expect(await db.store.recordings.keep(id, sound, 'a', now + 5)).toBe(true);
    expect(await db.other.recordings.keep(id, longer, 'b', now + 6)).toBe(false);
    expect(await db.other.recordings.of('2016')).toMatchObject([
      { state: 'kept', bytes: 150_000, sha256: 'a', keptAt: now + 5, type: 'audio/mpeg' },
    ]);
    expect((await db.other.recordings.sound(id))?.equals(sound.bytes)).toBe(true);
    expect(await db.store.recordings.due(now + dayMs, 10)).toEqual([]);
  });

  test('what fails is due again when it is said to be; what is lost, never', async () => {
    const id = await leave('call:1');
    await db.store.recordings.fail(id, '503', now + 60);
    expect(await db.store.recordings.due(now + 59, 10)).toEqual([]);
    expect(await db.store.recordings.due(now + 60, 10)).toMatchObject([{ attempts: 1, reason: '503' }]);
    await db.store.recordings.fail(id, 'no sound', null);
    expect(await db.store.recordings.due(now + dayMs, 10)).toEqual([]);
    expect(await db.store.recordings.keep(id, sound, 'a', now)).toBe(false);
    expect(await db.store.recordings.of('2016')).toMatchObject([{ state: 'lost', attempts: 2, reason: 'no sound' }]);
  });

  test('goes with its time, and with whoever is forgotten; the case stays', async () => {
    const pieces = async () => {
      let found = 0;
      for await (const { table, rows } of db.store.archive.dump())
        if (table === 'recording_piece') found += rows.length;
      return found;
    };
    for (const [call, askedAt] of [
      ['call:1', 1000],
      ['call:2', now],
      ['call:3', now],
    ] as const)
      await db.store.recordings.keep(await leave(call, { askedAt }), sound, 'a', now);
    expect(await pieces()).toBe(12);
    const keeper = keeperOf(db.store, 'recordings');
    expect(await keeper.count(5000)).toBe(1);
    for await (const _piece of keeper.remove(5000));
    await keeper.forget('call:2');
    expect((await db.other.recordings.of('2016')).map(({ id }) => id)).toEqual(['recording:call:3']);
    expect(await pieces()).toBe(4);
    expect(await allCases(db.store)).toHaveLength(3);
    // Whoever was forgotten while it was fetched stays forgotten.
    expect(await db.store.recordings.keep('recording:call:2', sound, 'a', now)).toBe(false);
    expect(await pieces()).toBe(4);
  });
});
