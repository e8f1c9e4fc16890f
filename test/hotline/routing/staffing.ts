import type { Colleague } from '../../../src/domain/hotline/colleague.js';
import { defaultRules, type Strategy } from '../../../src/domain/hotline/rules.js';
import type { RingRequest } from '../../../src/domain/hotline/seats.js';
import type { Staffing } from '../../../src/hotline/routing/seating.js';

export const tenOClock = Date.parse('2016-10-21T10:00:00+08:00');

/** One line, gate, that is always open and answered by so many colleagues, by default gate-1 first. */
export function gateOf(count: number, strategy: Strategy = 'longest-idle', called = 'gate'): Staffing {
  const staff = Array.from({ length: count }, (_, n): Colleague => {
    const id = `${called}-${n + 1}`;
    const telephones = [`sip:${id}@pbx.invalid`];
    return { id, name: id, telephones, wechatAccount: null, languages: [], skills: [] };
  });
  return {
    lines: new Map([['gate', { id: 'gate', name: '口岸通关', staff, strategy }]]),
    schedules: new Map([['general', [{ days: 'any', open: [{ from: 0, to: 1440 }], because: '', between: '' }]]]),
    roster: {
      colleagues: new Map(staff.map((one) => [one.id, one])),
      shifts: [{ line: 'gate', days: 'any', hours: [], colleagues: staff.map(({ id }) => id) }],
    },
    hotline: defaultRules,
  };
}

export function request(call: string, change: Partial<RingRequest> = {}): RingRequest {
  return {
    ...{ conversationId: `call:${call}`, line: 'gate', round: 0, waitedMs: 0, leftMs: 600_000, ahead: 0 },
    ...{ at: tenOClock, ...change },
  };
}
