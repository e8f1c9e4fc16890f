import { z } from 'zod';
import type { Intent } from '../../domain/content/content.js';
import { jsonOf, QuestionsRefused } from './questions.js';

/** A question, and what a right answer to it holds. Nothing is ever trained on it. */
export interface AnswerQuestion {
  readonly text: string;
  /** The intents that would be right. */
  readonly intents: readonly string[];
  /** Of each of these, one way of saying it must be told; `#` is any number. Null: nobody can tell before asking back. */
  readonly tells: readonly (readonly string[])[] | null;
}

const shape = z.union([
  z.strictObject({
    text: z.string().min(1),
    intent: z.string(),
    also: z.array(z.string()).optional(),
    tells: z.array(z.string().min(1)).min(1),
  }),
  z.strictObject({ text: z.string().min(1), asksBack: z.literal(true) }),
]);

/**
 * Reads questions with what their answers must hold from JSON Lines: `{"text": "狗要隔离几天", "intent": "pet-entry", "tells": ["三十天|30天"]}`, or
 * `{"text": "多少钱", "asksBack": true}` where nobody could tell without knowing more.
 * @param file its name, for messages
 * @throws QuestionsRefused with the line of each mistake
 */
export function readAnswerQuestions(text: string, file: string, intents: readonly Intent[]): AnswerQuestion[] {
  const ids = new Set(intents.map(({ id }) => id));
  const problems: string[] = [];
  const questions = text.split('\n').flatMap((line, index): AnswerQuestion[] => {
    if (line.trim() === '') return [];
    const where = `${file}:${index + 1}`;
    const read = shape.safeParse(jsonOf(line));
    if (!read.success) {
      problems.push(
        `${where}  is no question with its answer. Write {"text": "…", "intent": "…", "tells": ["…|…"]}, or {"text": "…", "asksBack": true}.`,
      );
      return [];
    }
    if ('asksBack' in read.data) return [{ text: read.data.text, intents: [], tells: null }];
    const { intent, also = [], tells } = read.data;
    const unknown = [intent, ...also].find((one) => !ids.has(one));
    if (unknown !== undefined) problems.push(`${where}  "${unknown}" is no intent. See the files in intents/.`);
    return [{ text: read.data.text, intents: [intent, ...also], tells: tells.map((ways) => ways.split('|')) }];
  });
  if (questions.length === 0 && problems.length === 0) problems.push(`${file}  holds no question.`);
  if (problems.length > 0) throw new QuestionsRefused(problems);
  return questions;
}
