import { describe, expect, test } from 'vitest';
import { clocksOf, nextDue } from '../../src/cases/case-clocks.js';
import { after, registeredAt, standingOf, whyNot } from '../../src/cases/case-machine.js';
import { defaultCaseRules } from '../../src/content/case-rules.js';
import type { Case, CaseKind } from '../../src/domain/cases/case.js';
import type { CaseEvent, CaseEventKind } from '../../src/domain/cases/case-event.js';
import type { CaseFile } from '../../src/domain/cases/stores.js';
import type { Schedule } from '../../src/domain/hotline/calendar.js';

const at = (text: string) => Date.parse(`${text}+08:00`);
const by = '张三';
const openedAt = at('2016-10-21T16:30');
const schedule: Schedule = [
  { days: 'restday', open: [], because: '', between: '' },
  { days: 'any', open: [{ from: 540, to: 1020 }], because: '', between: '' },
];
const event = (kind: CaseEventKind, when: string, to?: string): CaseEvent => ({
  kind,
  at: at(when),
  by,
  ...(to && { to }),
});
const happened = (...kinds: CaseEventKind[]) =>
  standingOf(
    0,
    kinds.map((kind, n) => ({ kind, at: n + 1, by, to: '某科' })),
  );

describe('how a case goes', () => {
  test('from when it was registered until it is archived', () => {
    const all = ['accepted', 'dispatched', 'signed', 'replied', 'closed', 'called-back', 'rated', 'archived'] as const;
    let now = registeredAt(0);
    for (const [n, kind] of all.entries()) {
      expect(whyNot(now, { kind }, 3)).toBeNull();
      now = after(now, { kind, at: n, by });
      expect(now.state).toBe(kind);
    }
    expect(now.isOver).toBe(true);
  });

  test('it may be returned three times; after that whoever has it keeps it', () => {
    const three = happened(
      'accepted',
      ...Array.from({ length: 3 }, () => ['dispatched', 'returned'] as const).flat(),
      'dispatched',
    );
    expect(three.returns).toBe(3);
    expect(whyNot(three, { kind: 'returned' }, 3)).toBe(
      'it was returned 3 times already: whoever has it now keeps it (指定).',
    );
    expect(whyNot(three, { kind: 'signed' }, 3)).toBeNull();
  });

  test('what was merged goes on elsewhere, and is not closed again', () => {
    const merged = standingOf(0, [{ kind: 'merged', at: 1, by, to: '2016102100017' }]);
    expect(merged).toMatchObject({ state: 'merged', isOver: true, mergedInto: '2016102100017' });
    expect(whyNot(merged, { kind: 'accepted' }, 3)).toBe(
      'it was merged into 2016102100017. Go on with that one, or take it out again (--unmerge).',
    );
  });

  test('it stands still once, and goes on once', () => {
    const paused = happened('accepted', 'paused');
    expect(whyNot(paused, { kind: 'paused' }, 3)).toBe('it is paused already.');
    expect(whyNot(happened('accepted'), { kind: 'resumed' }, 3)).toBe('it is not paused.');
    expect(happened('accepted', 'paused', 'resumed').isPaused).toBe(false);
    expect(happened('accepted', 'paused', 'closed').isPaused).toBe(false);
  });
});

describe('its clocks', () => {
  const fileOf = (kind: CaseKind, events: readonly CaseEvent[], joined: readonly CaseFile[] = []) => ({
    case: { caseNo: kind, kind, openedAt } as Case,
    events,
    joined,
  });
  const clocks = (kind: 'complaint' | 'help' | 'callback', events: readonly CaseEvent[], now: string) =>
    clocksOf(fileOf(kind, events), defaultCaseRules, schedule, at(now));
  const shown = (...given: Parameters<typeof clocks>) =>
    Object.fromEntries(
      clocks(...given).map(({ clock, dueAt, doneAt, isOverdue }) => [
        clock,
        `${dueAt === null ? 'stands still' : new Date(dueAt + 28_800_000).toISOString().slice(0, 16)}${doneAt === null ? '' : ' done'}${isOverdue ? ' overdue' : ''}`,
      ]),
    );

  test('run from when it came, each to its own end', () => {
    expect(shown('complaint', [], '2016-10-21T17:00')).toEqual({
      accept: '2016-10-24T17:00',
      reply: '2016-11-11T17:00',
      close: '2016-11-11T17:00',
    });
    expect(shown('help', [], '2016-10-21T16:46')).toMatchObject({ accept: '2016-10-21T16:45 overdue' });
    expect(shown('callback', [], '2016-10-21T17:00')).toMatchObject({ reply: '2016-10-24T12:30' });
  });

  test('what was done in time is not overdue, however late it is now', () => {
    const events = [event('accepted', '2016-10-24T10:00'), event('dispatched', '2016-10-26T10:00', '动植检科')];
    expect(shown('complaint', events, '2016-12-01T10:00')).toEqual({
      accept: '2016-10-24T17:00 done',
      dispatch: '2016-10-25T17:00 done overdue',
      sign: '2016-10-27T17:00 overdue',
      reply: '2016-11-11T17:00 overdue',
      close: '2016-11-11T17:00 overdue',
    });
  });

  test('stand still while it is paused, and are longer by an extension', () => {
    const paused = [event('accepted', '2016-10-24T09:00'), event('paused', '2016-10-24T10:00')];
    expect(shown('complaint', paused, '2016-10-25T10:00')).toMatchObject({ reply: 'stands still' });
    const resumed = [...paused, event('resumed', '2016-10-26T10:00')];
    expect(shown('complaint', resumed, '2016-10-26T11:00')).toMatchObject({ reply: '2016-11-15T17:00' });
    const closed = [...paused, event('closed', '2016-10-26T10:00')];
    expect(Object.values(shown('complaint', closed, '2016-10-26T11:00'))).not.toContain('stands still');
    const extended = [...resumed, event('extended', '2016-10-27T10:00', '5 working days')];
    expect(shown('complaint', extended, '2016-10-27T11:00')).toMatchObject({ close: '2016-11-22T17:00' });
  });

  test('run again where it is opened again, but for the acceptance', () => {
    const events = [
      event('accepted', '2016-10-24T09:00'),
      event('replied', '2016-10-25T09:00'),
      event('closed', '2016-10-25T10:00'),
      event('called-back', '2016-10-26T10:00'),
      event('reopened', '2016-10-27T10:00'),
    ];
    expect(shown('complaint', events, '2016-10-27T11:00')).toEqual({
      dispatch: '2016-10-28T17:00',
      reply: '2016-11-17T17:00',
      close: '2016-11-17T17:00',
    });
    expect(shown('complaint', events.slice(0, 3), '2016-10-25T11:00')).toMatchObject({ callBack: '2016-10-26T17:00' });
  });

  test('run for a call that was asked for in a complaint: until they have talked, and the answer is owed after it', () => {
    const asked = [event('callback-asked', '2016-10-21T16:30')];
    expect(shown('complaint', asked, '2016-10-21T17:00')).toMatchObject({
      call: '2016-10-24T12:30',
      reply: '2016-11-11T17:00',
    });
    const talked = [...asked, event('talked', '2016-10-24T10:00')];
    expect(shown('complaint', talked, '2016-10-25T10:00')).toMatchObject({
      call: '2016-10-24T12:30 done',
      reply: '2016-11-11T17:00',
    });
  });

  test('end with a case that goes on elsewhere, or not at all', () => {
    expect(clocks('complaint', [event('merged', '2016-10-24T09:00', '2016102100017')], '2016-12-01T10:00')).toEqual([]);
  });

  test('keep the time of what was put into it, and an answer from before is none for whoever joined', () => {
    const joins = [
      event('accepted', '2016-10-21T16:40'),
      event('replied', '2016-10-21T16:45'),
      event('joined', '2016-10-21T16:50', 'help'),
    ];
    const help = fileOf('help', [event('merged', '2016-10-21T16:50', 'complaint')]);
    const reply = (events: readonly CaseEvent[]) =>
      clocksOf(fileOf('complaint', events, [help]), defaultCaseRules, schedule, at('2016-10-21T19:00')).find(
        ({ clock }) => clock === 'reply',
      );
    expect(standingOf(openedAt, joins)).toMatchObject({ state: 'accepted', joined: ['help'] });
    expect(reply(joins)).toMatchObject({ dueAt: at('2016-10-21T18:30'), doneAt: null, isOverdue: true });
    const answered = [...joins, event('replied', '2016-10-21T18:00')];
    expect(reply(answered)).toMatchObject({ doneAt: at('2016-10-21T18:00'), isOverdue: false });
    const longer = [...joins, event('extended', '2016-10-21T17:30', '24 hours')];
    expect(reply(longer)).toMatchObject({ dueAt: at('2016-10-22T18:30'), isOverdue: false });
    const apart = [...joins, event('unjoined', '2016-10-21T17:00', 'help')];
    expect(standingOf(openedAt, apart)).toMatchObject({ state: 'replied', joined: [] });
  });

  test('the next that is due is the first of those that run', () => {
    const next = nextDue(clocks('complaint', [event('accepted', '2016-10-24T10:00')], '2016-10-24T11:00'));
    expect(next?.clock).toBe('dispatch');
  });

  test('show what counted', () => {
    const [, reply] = clocks('callback', [], '2016-10-21T17:00');
    expect(reply?.counted).toEqual([
      { from: openedAt, to: at('2016-10-21T17:00') },
      { from: at('2016-10-24T09:00'), to: at('2016-10-24T12:30') },
    ]);
  });
});
