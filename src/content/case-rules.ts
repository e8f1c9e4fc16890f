import { z } from 'zod';
import { caseKinds } from '../domain/cases/case.js';
import { type CaseRules, caseClocks, type TimeLimit } from '../domain/cases/case-rules.js';
import { limitIn } from '../domain/cases/time-limit.js';

const limit = z.string('must be a time, such as 3 working days.').transform((text, context): TimeLimit => {
  const found = limitIn(text);
  if (found) return found;
  context.addIssue('is no time. Write it like 15 minutes, 24 hours, 4 working hours or 3 working days.');
  return z.NEVER;
});
const minutes = z
  .int('must be a whole number of minutes.')
  .min(0, 'must be at least 0.')
  .max(60, 'must be at most 60.');
const ofKinds = Object.fromEntries(caseKinds.map((kind) => [kind, limit.optional()] as const));

type Written = Readonly<Record<string, string>> & { readonly usual: string };

/** As `data/staff/cases.yaml` has them; they hold where the file, or a clock of it, is missing. */
const usual: Readonly<Record<(typeof caseClocks)[number], Written>> = {
  accept: { usual: '1 working day', help: '15 minutes' },
  dispatch: { usual: '1 working day', help: '30 minutes' },
  sign: { usual: '1 working day', help: '1 hour' },
  call: { usual: '4 working hours', help: '2 hours' },
  reply: {
    ...{ usual: '2 working days', callback: '4 working hours', help: '2 hours', consultation: '3 working days' },
    ...{
      complaint: '15 working days',
      report: '15 working days',
      suggestion: '15 working days',
      praise: '15 working days',
    },
  },
  close: {
    usual: '5 working days',
    complaint: '15 working days',
    report: '15 working days',
    suggestion: '15 working days',
    praise: '15 working days',
  },
  callBack: { usual: '1 working day' },
};

const clockShape = (written: Written) =>
  z
    .strictObject({ usual: limit, ...ofKinds }, 'must have lines such as "usual: 1 working day".')
    .prefault(written) as unknown as z.ZodType<CaseRules['clocks'][(typeof caseClocks)[number]]>;

/** The shape of `data/staff/cases.yaml`. */
export const caseRulesShape = z
  .strictObject({
    clocks: z
      .strictObject(Object.fromEntries(caseClocks.map((clock) => [clock, clockShape(usual[clock])])))
      .prefault({}),
    joinMinutes: minutes.default(10),
    mostReturns: z.int('must be a whole number.').min(1, 'must be at least 1.').max(9, 'must be at most 9.').default(3),
  })
  .transform(
    ({ clocks, joinMinutes, mostReturns }): CaseRules => ({
      clocks: clocks as unknown as CaseRules['clocks'],
      joinsMs: joinMinutes * 60_000,
      mostReturns,
    }),
  );

/** What holds where content says nothing of cases. */
export const defaultCaseRules: CaseRules = caseRulesShape.parse({});
