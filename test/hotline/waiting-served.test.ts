import { expect, test } from 'vitest';
import type { Signals } from '../../src/domain/hotline/seats.js';
import { ServedSignals } from '../../src/hotline/waiting/served.js';

const signals = (isTheirs: boolean) => ({ accepted: async () => isTheirs }) as unknown as Signals;

test('a wait ends when a colleague presses 1, and goes on where another was first; whoever talks is called back no more', async () => {
  const noted: unknown[] = [];
  const parts = {
    seats: { byId: async () => ({ conversationId: 'call:1', colleague: 'gate-2' }) as never },
    waiting: {
      note: async (...told: unknown[]) => void noted.push(told),
      get: async () => ({ personId: '+8613800138000', line: 'food' }) as never,
    },
    callbacks: {
      open: async () =>
        [
          { caseNo: '1', line: 'food', number: '+8613800138000', state: 'asked' },
          { caseNo: '2', line: 'legal', number: '+8613800138000', state: 'asked' },
          { caseNo: '3', line: 'food', number: '+86139', state: 'asked' },
          { caseNo: '4', line: 'food', number: '+8613800138000', state: 'reached' },
          { caseNo: '5', line: 'food', number: '13800138000', state: 'not-reached' },
        ] as never,
    },
    connected: async (caseNo: string, { by }: { readonly by: string }) => noted.push([caseNo, by]) > 0,
  };
  await new ServedSignals(signals(false), parts).accepted('call:1:0:gate-1', 5);
  expect(noted).toEqual([]);
  expect(await new ServedSignals(signals(true), parts).accepted('call:1:0:gate-2', 7)).toBe(true);
  expect(noted).toEqual([
    ['call:1', 'served', 7],
    ['1', 'gate-2'],
    ['5', 'gate-2'],
  ]);
});
