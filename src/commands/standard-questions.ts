import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Content } from '../domain/content/content.js';
import { installation } from '../service/installation.js';
import { type Baseline, baselineOf } from '../understanding/evaluation/baseline.js';
import { guessOf } from '../understanding/evaluation/cross-validate.js';
import { evaluate, type Guess } from '../understanding/evaluation/evaluate.js';
import { missedOf } from '../understanding/evaluation/missed.js';
import { type Question, readQuestions } from '../understanding/evaluation/questions.js';
import { understanderOf } from './content-here.js';

/** Where the questions are, and what was last accepted of them. */
const folder = () => join(installation().data, 'evaluation');
export const baselineFile = () => join(folder(), 'baseline.json');

/** Questions with what a right answer tells; all other files hold questions with what they mean. */
export const answersFile = () => join(folder(), 'answers.jsonl');

/** The files of questions that every change is held to. */
export function standardFiles(): string[] {
  return readdirSync(folder())
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(folder(), name))
    .filter((file) => file !== answersFile());
}

/** @throws QuestionsRefused, or Error of the system for a file that cannot be read */
export function questionsIn(files: readonly string[], content: Content): Question[] {
  return files.flatMap((file) => readQuestions(readFileSync(file, 'utf8'), basename(file), content.intents));
}

/** What was last accepted; null when nothing has been. */
export function acceptedBaseline(): Baseline | null {
  const file = baselineFile();
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Baseline) : null;
}

/** Measures a content with the standard questions. */
export async function measure(content: Content): Promise<Baseline> {
  const understander = await understanderOf(content);
  const questions = questionsIn(standardFiles(), content);
  const guesses: Guess[] = [];
  for (const { text } of questions) guesses.push(guessOf(understander.understand(text)));
  return baselineOf(evaluate(questions, guesses, content.intents), missedOf(questions, guesses));
}
