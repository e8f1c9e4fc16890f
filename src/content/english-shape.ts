import { z } from 'zod';
import { calendarDay, dangerShape, lines, name, text, wordsShape } from './shapes.js';

const answerShape = z.strictObject({
  answer: name,
  title: text.min(1, 'is empty. Write what it is called.'),
  isPerson: z.boolean('must be true or false.').optional(),
  heard: lines.refine((heard) => heard.length > 0, 'has nothing that is heard. Write how it is asked, at least once.'),
  words: text.min(1, 'is empty. Write the answer.'),
  basis: text.min(1, 'is empty. Name the law or the source that the answer rests on.'),
  reviewed: calendarDay,
  reviewBy: calendarDay,
});

/** `data/english/en.yaml`. */
export const englishShape = z.strictObject({
  words: text.min(1, 'is empty. Write common words, with blanks between.'),
  says: z.strictObject({
    other: wordsShape,
    after: wordsShape,
    open: wordsShape,
    closed: wordsShape,
    connecting: wordsShape,
    record: wordsShape,
    kept: wordsShape,
  }),
  answers: z.array(answerShape).min(1, 'has no answer. Write at least one, or remove the file.'),
  dangers: z.array(dangerShape).optional(),
  harmless: lines.optional(),
});

export type EnglishFile = z.output<typeof englishShape>;
