import { z } from 'zod';
import { categoryOf, type Intent } from '../../domain/content/content.js';
import { CodedError } from '../../domain/errors/errors.js';

/** A question with what it means, to measure understanding with. Nothing is ever trained on it. */
export interface Question {
  readonly text: string;
  /** The intent it means; null when it is not the bureau's. */
  readonly intent: string | null;
  /** Other intents that would be right as well. */
  readonly also: readonly string[];
  /** Whether it is the bureau's, looks as if it were, or has nothing to do with it. */
  readonly scope: 'in' | 'near' | 'far';
}

/** What is wrong with a file of questions, all of it. */
export class QuestionsRefused extends CodedError {
  readonly code = 'questions-refused';
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const outside = 'outside';
const shape = z.strictObject({
  text: z.string().min(1),
  intent: z.string(),
  scope: z.enum(['near', 'far']).optional(),
  also: z.array(z.string()).optional(),
});

/**
 * Reads questions from JSON Lines: `{"text": "…", "intent": "pet-entry", "also": ["pet-exit"]}`, or `{"text": "…", "intent":
 * "outside", "scope": "near"}`.
 * @param file its name, for messages
 * @throws QuestionsRefused with the line of each mistake
 */
export function readQuestions(text: string, file: string, intents: readonly Intent[]): Question[] {
  const ids = new Set(intents.map(({ id }) => id));
  const problems: string[] = [];
  const questions = text.split('\n').flatMap((line, index): Question[] => {
    if (line.trim() === '') return [];
    const where = `${file}:${index + 1}`;
    const read = shape.safeParse(jsonOf(line));
    if (!read.success) {
      problems.push(
        `${where}  is no question. Write {"text": "…", "intent": "…"}, and for what is not the bureau's "intent": "outside", "scope": "near" or "far".`,
      );
      return [];
    }
    const { text: asked, intent, scope = 'near', also = [] } = read.data;
    const unknown = [intent, ...also].find((one) => one !== outside && !ids.has(one));
    if (unknown !== undefined) problems.push(`${where}  "${unknown}" is no intent. See the files in intents/.`);
    const isOutside = intent === outside;
    return [{ text: asked, intent: isOutside ? null : intent, also, scope: isOutside ? scope : 'in' }];
  });
  if (questions.length === 0 && problems.length === 0) problems.push(`${file}  holds no question.`);
  if (problems.length > 0) throw new QuestionsRefused(problems);
  return questions;
}

/** @returns what a line of JSON holds; null when it is none */
export function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** @returns the categories that would be right for a question */
export function categoriesOf({ intent, also }: Question, intents: readonly Intent[]): readonly string[] {
  if (intent === null) return [outside];
  const right = new Set([intent, ...also]);
  return intents.filter(({ id }) => right.has(id)).map(categoryOf);
}
