import { expect, test } from 'vitest';
import { begin, respond } from '../../src/dialogue/engine.js';
import type { Services } from '../../src/dialogue/turn/context.js';
import type { Case } from '../../src/domain/cases/case.js';
import type { CaseEvent } from '../../src/domain/cases/case-event.js';
import type { CaseFile } from '../../src/domain/cases/stores.js';
import type { Conversation } from '../../src/domain/conversation/conversation.js';
import { content } from '../understanding/fixtures.js';

const now = Date.parse('2016-10-25T10:00:00+08:00');
const by = '张三';
const aCase = (caseNo: string, change: Partial<Case> = {}): Case => ({
  ...{ caseNo, kind: 'complaint', line: 'complaints', channel: 'wechat', personId: 'o1', contact: '13800138000' },
  ...{
    proof: '8000',
    isConfidential: false,
    conversationId: 'wx:o1',
    openedAt: Date.parse('2016-10-24T10:00:00+08:00'),
  },
  ...{ message: { kind: 'text', text: '窗口的人骂我' }, sourceId: caseNo, ...change },
});
const [first, second] = ['2016102400010', '2016102400029'];

/** A caller on the telephone who presses keys; @returns what is said last, and where they are */
async function pressed(files: readonly CaseFile[], ...keys: readonly string[]) {
  let misses = 0;
  const guess: Services['guesses']['guess'] = async (_secret, _answers, find) => {
    const found = await find();
    if (found === null) misses++;
    return { found, isLast: misses === 3 };
  };
  const services = {
    cases: { file: async (caseNo: string) => files.find((one) => one.case.caseNo === caseNo) ?? null },
    guesses: { guess },
  } as unknown as Services;
  let conversation: Conversation | null = null;
  let said = '';
  for (const [n, one] of keys.entries()) {
    const can = { medium: 'voice', handoff: 'none', letters: false, recording: true, idleMs: null } as const;
    const turn = {
      ...{ channel: 'phone', personId: '+8613900139000', conversationId: 'call:1', deliveryId: `${n}`, step: null },
      ...{ at: now, input: { kind: 'keys', keys: one } as const, can },
    };
    const before: Conversation = conversation ?? { ...begin(turn, content), place: { at: 'case' } };
    const result = await respond(before, false, turn, content, services);
    conversation = result.conversation;
    said = result.replies.map((reply) => ('words' in reply ? reply.words : '')).join('');
  }
  return { said, place: conversation?.place };
}

const file = (caseNo: string, ...events: readonly CaseEvent[]): CaseFile => ({ case: aCase(caseNo), events });

test('the number and the last four digits of the telephone that was left tell where a case stands, and until when', async () => {
  const { said } = await pressed([file(first, { kind: 'accepted', at: now, by })], first, '8000');
  expect(said).toMatch(
    /正在办理，由投诉举报的同事负责。十月二十四日上午十点收到的。最晚十一月十四日.*答复您。催办或者补充，请按零。$/,
  );
});

test('an answer is told to whoever proves to be the one', async () => {
  const { said } = await pressed(
    [file(first, { kind: 'accepted', at: now, by }, { kind: 'replied', at: now, by, words: '已经退费 300 元' })],
    first,
    '8000',
  );
  expect(said).toContain('已经答复：已经退费 三百 元。');
});

test.each([
  [
    [
      { kind: 'accepted', at: now, by },
      { kind: 'closed', at: now, by, words: '已经退费' },
    ],
    '不满意的话请按零，我们再办一次。',
  ],
  [[{ kind: 'rejected', at: now, by, words: '不归我们管' }], '要再反映的话请按零，另给您一个编号。'],
  [[{ kind: 'accepted', at: now, by }], '催办或者补充，请按零。'],
] as const)('what 0 does with a case is said of its state', async (events, words) => {
  expect((await pressed([file(first, ...events)], first, '8000')).said.endsWith(words)).toBe(true);
});

test('what was merged is told of by the case it was merged into', async () => {
  const files = [
    file(first, { kind: 'merged', at: now, by, to: second }),
    file(second, { kind: 'accepted', at: now, by }, { kind: 'closed', at: now, by, words: '已经整改' }),
  ];
  expect((await pressed(files, first, '8000')).said).toContain('已经办结：已经整改。');
});

test('an answer from before another case joined is told to whoever it was given to, and to nobody else', async () => {
  const [other, into] = [file(first, { kind: 'merged', at: now, by, to: second }), '13912345678'];
  const replied: readonly CaseEvent[] = [
    { kind: 'accepted', at: now, by },
    { kind: 'replied', at: now, by, words: '您的孩子已经放行' },
    { kind: 'joined', at: now, by, to: first },
  ];
  const own = { case: aCase(second, { contact: into, proof: '5678' }), events: replied };
  expect((await pressed([other, own], first, '8000')).said).toMatch(/正在办理，.*最晚.*答复您/);
  expect((await pressed([other, own], second, '5678')).said).toContain('已经答复：您的孩子已经放行。');
  const both = { ...own, events: [...replied, { kind: 'replied', at: now, by, words: '都已整改' } as const] };
  for (const [caseNo, proof] of [
    [first, '8000'],
    [second, '5678'],
  ] as const)
    expect((await pressed([other, both], caseNo, proof)).said).toContain('已经答复：都已整改。');
});

test('an answer that is too long to listen to is cut at a sentence, and a person has the rest', async () => {
  const words = '我们已经核实。'.repeat(1000);
  const { said } = await pressed([file(first, { kind: 'replied', at: now, by, words })], first, '8000');
  expect(said).toMatch(/已经核实。十月二十四日上午十点收到的。后面还有没念完的。听全文、催办或者补充，请按零。$/);
  expect(said.length).toBeLessThan(300);
});

test('of a closed case 0 is for having it handled again, however long its answer is', async () => {
  const words = '我们已经核实。'.repeat(1000);
  const events = [
    { kind: 'replied', at: now, by, words },
    { kind: 'closed', at: now, by, words: '' },
  ] as const;
  const { said } = await pressed([file(first, ...events)], first, '8000');
  expect(said).toMatch(/后面还有没念完的，全文可以在微信里查。不满意的话请按零，我们再办一次。$/);
});

test('the words are the same whether there is no such case or the digits are others', async () => {
  const wrong = await pressed([file(first)], first, '8001');
  const none = await pressed([], first, '8000');
  expect(wrong.said).toBe(none.said);
  expect(wrong.said).toContain('和这四位数字对不上');
});

test('who misses too often reaches a person', async () => {
  const { place } = await pressed([file(first)], first, '8001', '8002', '8003');
  expect(place?.at).not.toBe('case');
});
