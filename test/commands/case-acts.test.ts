import { expect, test } from 'vitest';
import { acts } from '../../src/commands/case-acts.js';
import { caseEventKinds } from '../../src/domain/cases/case-event.js';

/** What happens to two cases at once (`--merge-into`, `--unmerge`), what the person does, and what a talk with them is. */
const otherwise = ['merged', 'joined', 'unmerged', 'unjoined', 'added', 'callback-asked', 'talked'];

test('whatever may happen to a case has a flag of `yibo case`, once, or happens otherwise', () => {
  const done = [...acts.map(({ does }) => does), ...otherwise];
  expect(done.sort()).toEqual([...caseEventKinds].sort());
  expect(new Set(acts.map(({ flag }) => flag)).size).toBe(acts.length);
});
