import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type AnswerVerdict, judgeAnswer } from '../rehearsal/judge-answer.js';
import type { Outcome } from '../rehearsal/outcome.js';
import { type AnswerQuestion, readAnswerQuestions } from '../understanding/evaluation/answers.js';
import type { AnswersBaseline } from '../understanding/evaluation/baseline.js';
import { openChatWithin } from './chat-within.js';
import { table } from './with-store.js';

/** A question as it was answered. */
export interface Answered {
  readonly question: AnswerQuestion;
  readonly outcome: Outcome;
  readonly verdict: AnswerVerdict;
}

/** Asks every question of a file, each as the first message of a chat of its own. */
export async function answersTo(file: string): Promise<readonly Answered[]> {
  const chat = await openChatWithin();
  try {
    const questions = readAnswerQuestions(readFileSync(file, 'utf8'), basename(file), chat.content.intents);
    const answered: Answered[] = [];
    for (const [place, question] of questions.entries()) {
      const outcome = await chat.write(`question ${place}`, question.text);
      answered.push({ question, outcome, verdict: judgeAnswer(question, outcome, chat.content) });
    }
    return answered;
  } finally {
    await chat.close();
  }
}

/** @returns what later changes are held to */
export function answersBaselineOf(answered: readonly Answered[]): AnswersBaseline {
  const share = (verdict: AnswerVerdict) =>
    Math.round((10_000 * answered.filter((one) => one.verdict === verdict).length) / answered.length) / 10_000;
  const missed = answered.flatMap(({ question, verdict }) => (verdict === 'right' ? [] : [question.text]));
  return { right: share('right'), wrong: share('wrong'), missed };
}

/** @returns for people: how many answers were right, and with `misses` those that were not */
export function answersInWords(answered: readonly Answered[], misses: boolean): string {
  const rows = (['right', 'asked-back', 'refused', 'wrong'] as const).map((verdict) => {
    const count = answered.filter((one) => one.verdict === verdict).length;
    return [verdict, String(count), `${((100 * count) / answered.length).toFixed(1)}%`];
  });
  const shares = table([['answers', 'times', `of ${answered.length}`], ...rows]);
  if (!misses) return shares;
  const missed = answered.filter(({ verdict }) => verdict !== 'right');
  const named = missed.map(({ question, outcome, verdict }) => [verdict, outcome.about.join(' '), question.text]);
  return `${shares}\n${table([['verdict', 'about', 'text'], ...named])}`;
}
