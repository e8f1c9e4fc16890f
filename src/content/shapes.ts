import { z } from 'zod';
import { drawSystems } from '../domain/draws/draw-system.js';
import { temporalComplaint } from '../domain/values/temporal.js';

/** The shapes of the content files; what they mean is in the folders' READMEs. */
export const name = z
  .string('must be a name. Write it as text.')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is no name. Use small letters, digits and single hyphens.');
export const text = z.string('must be text. Put it in quotes.').max(1000, 'is too long. Use at most 1,000 characters.');
const key = z.string('must be a key in quotes, such as "1".').regex(/^[0-9*#]$/, 'is no key. Use one of 0-9 * #.');

/** Words, written once for both media or apart. */
export const wordsShape = z
  .union([text, z.strictObject({ voice: text, text: text })], {
    error: 'must be words: a text, or voice: and text: with a text each.',
  })
  .transform((words) => (typeof words === 'string' ? { voice: words, text: words } : words));

const targetFields = {
  to: name.optional(),
  line: name.optional(),
  draw: z.enum(drawSystems, `is no system of draws. Use ${drawSystems.join(', ')}.`).optional(),
  do: z
    .enum(
      ['person', 'callback', 'message', 'case', 'back', 'repeat'],
      'is nothing that can be done. Use person, callback, message, case, back or repeat.',
    )
    .optional(),
};
type TargetFields = { readonly [Name in keyof typeof targetFields]?: string | undefined };
const targetsOf = (value: TargetFields): number => [value.to, value.line, value.draw, value.do].filter(Boolean).length;
const hasOneTarget = (value: TargetFields): boolean => targetsOf(value) === 1;
const oneTarget = 'must lead to exactly one thing: write one of to:, line:, draw: or do:.';

export const menuShape = z.strictObject({
  menu: name,
  title: text,
  straightToPerson: z.boolean('must be true or false.').optional(),
  intro: wordsShape.optional(),
  outro: wordsShape.optional(),
  options: z
    .array(
      z
        .strictObject({ key, label: text.min(1, 'is empty. Write what the key does.'), ...targetFields })
        .refine(hasOneTarget, oneTarget),
    )
    .min(1, 'has no option. A menu needs at least one.')
    .max(12, 'has too many options. A telephone has 12 keys.'),
});

export const formShape = z.strictObject({
  form: name,
  title: text,
  lookup: name,
  fields: z
    .array(
      z.strictObject({
        name: z.string('must be the name of a field.'),
        title: text.min(1, 'is empty. Write what the field is called.'),
        is: z.string('must be a kind of identifier.'),
        keys: z.int('must be a whole number.').min(1, 'must be at least 1.').max(40, 'must be at most 40.').optional(),
        ask: wordsShape,
        called: z.array(text.min(1, 'is empty. Write another name people use.')).optional(),
        about: wordsShape.optional(),
        where: wordsShape.optional(),
        example: z.string('must be an identifier in quotes, such as "120000116000001".').optional(),
        without: wordsShape.optional(),
      }),
    )
    .min(1, 'has no field. A form needs at least one.'),
});

/** Texts one a line, in a block (`|`): read ten times as fast as a list, and nothing in them has to be quoted. */
export const lines = z
  .string('must be texts, one a line. Write them in a block that begins with |.')
  .transform((block) =>
    block
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );

export const calendarDay = z
  .string('must be a day in quotes or plain, such as 2016-09-20.')
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'is no day. Write it like 2016-09-20.', abort: true })
  .refine((day) => temporalComplaint(day, 'day') === null, 'is no day of the calendar. Correct it.');

const answerShape = z.strictObject({
  asked: lines.refine((asked) => asked.length > 0, 'has no question. Write how it is asked, at least once.'),
  answer: wordsShape,
  do: z.enum(['case'], 'is nothing that an answer can do. Use case.').optional(),
  basis: text.min(1, 'is empty. Name the law or the source that the answer rests on.'),
  reviewed: calendarDay,
  reviewBy: calendarDay,
});

export const intentShape = z
  .strictObject({
    intent: name,
    title: text.min(1, 'is empty. Write what it is called.').max(12, 'is too long. Use at most 12 characters.'),
    ...targetFields,
    outside: z
      .strictObject({
        by: text.optional(),
        phone: z
          .string('must be a number in quotes.')
          .regex(/^\d{3,8}$/, 'is no number that can be rung. Write 3 to 8 digits, such as "12345".')
          .optional(),
      })
      .optional(),
    danger: name.optional(),
    peopleFirst: z.boolean('must be true or false.').optional(),
    courtesy: z
      .enum(
        ['greeting', 'thanks', 'praise', 'goodbye', 'acknowledged'],
        'is no courtesy. Use greeting, thanks, praise, goodbye or acknowledged.',
      )
      .optional(),
    exact: z.array(text.min(1, 'is empty. Write the word.')).optional(),
    said: lines.optional(),
    unless: lines.optional(),
    answers: z.array(answerShape).optional(),
    sayings: lines.optional(),
  })
  .refine((intent) => targetsOf(intent) + (intent.outside ? 1 : 0) === 1, {
    error: 'must lead to exactly one thing: write one of to:, line:, draw:, do: or outside:.',
  })
  .refine(({ sayings = [], exact = [] }) => sayings.length + exact.length > 0, {
    error: 'has neither sayings nor exact words. Write what people say.',
  });

/** 110, 119 or 120, on its own. */
const urgentNumber = /(?<!\d)1(?:10|19|20)(?!\d)/;

export const dangerShape = z.strictObject({
  danger: name,
  title: text.min(1, 'is empty. Write what it is called.'),
  words: wordsShape.refine(
    (words) => urgentNumber.test(words.voice) && urgentNumber.test(words.text),
    'names nobody to ring. Name 110, 119 or 120 for ear and eye.',
  ),
  help: z
    .array(
      z.strictObject({
        name: text.min(1, 'is empty. Write who helps.'),
        phone: z
          .string('must be a number in quotes, such as "010-82951332".')
          .regex(
            /^(\d{3,6}|0\d{2,3}-\d{7,8}|[48]00-\d{3}-\d{4}|1\d{10})$/,
            'is no number that can be rung. Write it like 010-82951332, 800-810-1117 or 12320.',
          ),
        hours: text.min(1, 'is empty. Write when somebody answers.'),
        source: text.min(1, 'is empty. Write who published the number, and when.'),
      }),
    )
    .optional(),
  signs: lines.refine((signs) => signs.length > 0, 'has no sign. Write what people say then.'),
});

export const dangersShape = z.strictObject({
  dangers: z.array(dangerShape).min(1, 'has no danger. Write at least one, or remove the file.'),
  harmless: lines.optional(),
});

const valueShape = {
  value: wordsShape.refine(({ voice, text }) => voice.trim() !== '' && text.trim() !== '', {
    error: 'is empty. Write what is told, or remove the fact.',
  }),
  english: text.min(1, 'is empty. Write it in English, or remove the line.').optional(),
  source: text.min(1, 'is empty. Name the law or the source that the fact rests on, or 示例.'),
  reviewed: calendarDay.optional(),
  reviewBy: calendarDay.optional(),
};
export const factsShape = z.strictObject({
  facts: name,
  place: text.min(1, 'is empty. Write whose facts these are.'),
  reviewed: calendarDay,
  reviewBy: calendarDay,
  known: z.record(
    name,
    z.strictObject({
      what: text.min(1, 'is empty. Write what it is called.'),
      ...valueShape,
      changes: z.array(z.strictObject({ from: calendarDay, ...valueShape })).optional(),
    }),
  ),
});

const recordedShape = z.strictObject({
  voice: text,
  text: text,
  wav: z
    .string('must be the name of a file in data/prompts/.')
    .regex(/^[a-z0-9]+([.-][a-z0-9]+)*\.wav$/, 'is no name of a recording. Write it like greeting-open.wav.')
    .optional(),
});
/** Words of a phrase; beside both media may stand the recording that is played for its voice. */
const phraseShape = z
  .union([text, recordedShape], {
    error: 'must be words: a text, or voice: and text: with a text each, and maybe wav:.',
  })
  .transform(
    (words): z.output<typeof recordedShape> => (typeof words === 'string' ? { voice: words, text: words } : words),
  );
export const phrasesShape = z.record(z.string(), phraseShape);

export type DangersFile = z.output<typeof dangersShape>;
export type MenuFile = z.output<typeof menuShape>;
export type FormFile = z.output<typeof formShape>;
export type IntentFile = z.output<typeof intentShape>;
export type FactsFile = z.output<typeof factsShape>;
export type PhrasesFile = z.output<typeof phrasesShape>;
