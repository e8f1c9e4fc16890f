import { afterAll, expect, test } from 'vitest';
import { Desk } from './run-yibo.js';

const desk = new Desk();
afterAll(() => desk.remove());

test.each([
  ['我不想活了', /^danger {5}self-harm: 轻生; this is answered/m],
  ['谢谢啦', /^courtesy {3}thanks: answered in short/m],
  ['我没说要投诉', /^denied {5}我没说要投诉\nclassified \ncourtesy {3}declined/m],
  ['登记号是什么', /^field {6}registrationNo of the form progress, asked: about$/m],
])('understand tells of %s what is answered before its meaning is asked for', (text, told) => {
  const { code, out } = desk.run(['understand', text]);
  expect(code).toBe(0);
  expect(out).toMatch(told);
});
