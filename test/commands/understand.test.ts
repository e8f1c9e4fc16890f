import { afterAll, expect, test } from 'vitest';
import { Desk } from './run-yibo.js';

const desk = new Desk();
afterAll(() => desk.remove());

test.each([
  ['我不想活了', /^danger {5}self-harm: 轻生; this is answered/m],
  [
    'Where can I get a yellow fever shot?',
    /^english {4}yellow-fever: Yellow fever and other.*\n {11}this is answered/m,
  ],
  ['Do you sell lobster thermidor?', /^english {4}no answer fits/m],
  ['按2', /^key {8}2: chosen from what is offered/m],
  ['第二个', /^chooses {4}number 2 of what is offered/m],
  ['最后一个', /^chooses {4}number 1 from the end/m],
  ['那要多少钱呢', /^follows {4}what was asked before/m],
  ['不是，我问的是出口', /^corrects {3}出口: taken with what was asked before/m],
  ['谢谢啦', /^courtesy {3}thanks: answered in short/m],
  ['我没说要投诉', /^denied {5}我没说要投诉\nclassified \ncourtesy {3}declined/m],
  ['登记号是什么', /^field {6}registrationNo of the form progress, asked: about$/m],
])('understand tells of %s what is answered before its meaning is asked for', (text, told) => {
  const { code, out } = desk.run(['understand', text]);
  expect(code).toBe(0);
  expect(out).toMatch(told);
});

test('understand says nothing of a thread, a key or English where there is none', () => {
  const { out } = desk.run(['understand', '狗怎么入境']);
  expect(out).not.toMatch(/^(follows|corrects|key|chooses|english) /m);
});
