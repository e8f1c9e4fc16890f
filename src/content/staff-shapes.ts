import { z } from 'zod';
import { defaultRules, strategies } from '../domain/hotline/rules.js';
import { days, span } from './hours-shape.js';
import { name, text } from './shapes.js';

/** The shapes of the files in data/staff/; what they mean is in data/README.md. */
const telephone = z
  .string('must be a number in quotes, such as "+862265661890".')
  .regex(
    /^(\+[1-9]\d{6,14}|sips?:[\w.+%-]+@[\w.-]+(:\d{1,5})?)$/,
    'is no telephone. Use E.164 (+862265661890) or a SIP address (sip:1201@exchange.example).',
  );
const wechat = z
  .string('must be a 客服帐号 in quotes.')
  .regex(/^[\w-]+@[\w-]+$/, 'is no 客服帐号. Write it as name@account.');

const lineShape = z.strictObject({
  name: text.min(1, 'is empty. Write the name callers hear.'),
  schedule: name.optional(),
  directNumber: z
    .string('must be a number in quotes, such as "+862265661895".')
    .regex(/^\+[1-9]\d{6,14}$/, 'is no telephone number. Use E.164 (+862265661895).')
    .optional(),
  strategy: z.enum(strategies, `is no order of ringing. Use ${strategies.join(', ')}.`).optional(),
  staff: z
    .array(z.strictObject({ name: text, phone: telephone, wechat: wechat.optional() }))
    .min(1, 'has nobody. A line needs at least one telephone.')
    .max(10, 'has too many. At most ten telephones can ring together.')
    .optional(),
});
export const linesShape = z.strictObject({
  general: lineShape,
  lines: z.record(name, lineShape),
  messageJoinsMinutes: z
    .int('must be a whole number of minutes.')
    .min(1, 'must be at least 1.')
    .max(29, 'must be at most 29: after 30 minutes a chat is over.')
    .default(10),
});

export const colleaguesShape = z.strictObject({
  colleagues: z.record(
    name,
    z.strictObject({
      name: text.min(1, 'is empty. Write the job, such as 通关一.'),
      telephones: z
        .array(telephone)
        .min(1, 'has no telephone. Write at least one.')
        .max(5, 'has too many. Use at most 5.'),
      wechat: wechat.optional(),
      languages: z.array(z.string().regex(/^[a-z]{2,3}$/, 'is no language. Write its code, such as en.')).default([]),
      skills: z.array(name).default([]),
    }),
  ),
});

export const rosterShape = z.strictObject({
  roster: z.record(
    name,
    z
      .array(
        z.strictObject({
          days,
          hours: z.array(span).default([]),
          colleagues: z.array(name).min(1, 'has nobody. Name at least one colleague, or remove the shift.'),
        }),
      )
      .min(1, 'has no shift. Write one, or remove the line.'),
  ),
});

const whole = (unit: string, least: number, most: number) =>
  z
    .int(`must be a whole number of ${unit}.`)
    .min(least, `must be at least ${least}.`)
    .max(most, `must be at most ${most}.`);
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "20:00".');
const seconds = (least: number, most: number) => whole('seconds', least, most);
const minutes = (least: number, most: number) => whole('minutes', least, most);
const d = defaultRules;

/** What is left out has its default, so that a file of a version before stays whole. */
const hotlineNumbers = z.strictObject({
  ringSeconds: seconds(8, 60).default(d.ringSeconds),
  shortestRingSeconds: seconds(1, 60).default(d.shortestRingSeconds),
  wrapUpSeconds: seconds(0, 3600).default(d.wrapUpSeconds),
  restSeconds: z
    .strictObject({
      busy: seconds(0, 3600).default(d.restSeconds.busy),
      refused: seconds(0, 3600).default(d.restSeconds.refused),
      noAnswer: seconds(0, 3600).default(d.restSeconds.noAnswer),
    })
    .default(d.restSeconds),
  missesUntilAway: whole('offers', 1, 100).default(d.missesUntilAway),
  longestTalkMinutes: minutes(5, 24 * 60).default(d.longestTalkMinutes),
  awayReasons: z
    .array(z.strictObject({ name: text.min(1, 'is empty. Write the reason.'), minutes: minutes(1, 24 * 60) }))
    .min(1, 'has no reason. Write at least one.')
    .max(9, 'has too many. There are nine keys.')
    .default([...d.awayReasons]),
  tiers: z
    .strictObject({
      neighboursAfterSeconds: seconds(0, 3600).default(d.tiers.neighboursAfterSeconds),
      operatorAfterSeconds: seconds(0, 3600).optional(),
    })
    .transform(({ neighboursAfterSeconds, operatorAfterSeconds }) => ({
      neighboursAfterSeconds,
      operatorAfterSeconds: operatorAfterSeconds ?? Math.max(neighboursAfterSeconds, d.tiers.operatorAfterSeconds),
    }))
    .default(d.tiers),
  maxWaitSeconds: seconds(30, 3600).default(d.maxWaitSeconds),
  maxWaitNobodySeconds: seconds(0, 3600).default(d.maxWaitNobodySeconds),
  waitTurnSeconds: seconds(3, 60).default(d.waitTurnSeconds),
  regainSeconds: seconds(0, 3600).default(d.regainSeconds),
  callbacks: z
    .strictObject({
      reach: z
        .array(z.string().regex(/^\+[1-9]\d{0,6}$/, 'must be how numbers begin, such as "+852".'))
        .default([...d.callbacks.reach]),
      attempts: whole('attempts', 1, 10).default(d.callbacks.attempts),
      pauseMinutes: minutes(1, 24 * 60).default(d.callbacks.pauseMinutes),
      ringSeconds: seconds(10, 60).default(d.callbacks.ringSeconds),
      quiet: z.tuple([timeOfDay, timeOfDay]).default([...d.callbacks.quiet]),
    })
    .default({ ...d.callbacks, reach: [...d.callbacks.reach], quiet: [...d.callbacks.quiet] }),
});

/** Two numbers are compared once each is right by itself. */
const when = ({ issues }: { readonly issues: readonly unknown[] }): boolean => issues.length === 0;

export const hotlineShape = hotlineNumbers
  .refine(({ tiers }) => tiers.neighboursAfterSeconds <= tiers.operatorAfterSeconds, {
    path: ['tiers', 'operatorAfterSeconds'],
    error: 'must be no less than neighboursAfterSeconds: who stands in is rung before the general desk.',
    when,
  })
  .refine(({ ringSeconds, shortestRingSeconds }) => shortestRingSeconds <= ringSeconds, {
    path: ['shortestRingSeconds'],
    error: 'must be no more than ringSeconds: nobody would ever be rung.',
    when,
  });

export type LinesFile = z.output<typeof linesShape>;
export type LineFile = LinesFile['general'];
export type ColleaguesFile = z.output<typeof colleaguesShape>;
export type RosterFile = z.output<typeof rosterShape>;
export type HotlineFile = z.output<typeof hotlineShape>;
