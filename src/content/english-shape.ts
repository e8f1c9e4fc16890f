import { z } from 'zod';
import { calendarDay, dangerShape, lines, name, text, wordsShape } from './shapes.js';

/** The same for each of what may be asked about an answer. */
const ofParts = <T extends z.ZodType>(shape: T) =>
  z.strictObject({
    cost: shape.optional(),
    duration: shape.optional(),
    place: shape.optional(),
    hours: shape.optional(),
    papers: shape.optional(),
  });

const courtesyShape = z.strictObject({
  courtesy: z.enum(
    ['greeting', 'thanks', 'praise', 'goodbye', 'acknowledged'],
    'is no courtesy. Use greeting, thanks, praise, goodbye or acknowledged.',
  ),
  said: lines.optional(),
  alsoSaid: lines.optional(),
  words: wordsShape,
});

const answerShape = z.strictObject({
  answer: name,
  title: text.min(1, 'is empty. Write what it is called.'),
  do: z
    .enum(['person', 'callback', 'complaint'], 'is nothing that can be done. Use person, callback or complaint.')
    .optional(),
  heard: lines.refine((heard) => heard.length > 0, 'has nothing that is heard. Write how it is asked, at least once.'),
  words: text.min(1, 'is empty. Write the answer.'),
  parts: ofParts(text.min(1, 'is empty. Write the answer.')).optional(),
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
    afterClosed: wordsShape,
    sample: wordsShape.optional(),
    open: wordsShape,
    closed: wordsShape,
    connecting: wordsShape,
    unattended: wordsShape,
    record: wordsShape,
    kept: wordsShape,
  }),
  calls: z.record(z.string(), text.min(1, 'is empty. Write what is said, or leave it out.')).optional(),
  courtesies: z.array(courtesyShape).optional(),
  asks: ofParts(lines).optional(),
  answers: z.array(answerShape).min(1, 'has no answer. Write at least one, or remove the file.'),
  dangers: z.array(dangerShape).optional(),
  harmless: lines.optional(),
});

export type EnglishFile = z.output<typeof englishShape>;
